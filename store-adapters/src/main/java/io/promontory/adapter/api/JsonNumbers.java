package io.promontory.adapter.api;

import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.NumberInput;
import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;
import java.io.IOException;

/** Times and values of samples as the query API prints them, read without an object for each. */
final class JsonNumbers {
  private static final int MOST_DIGITS = 15;

  private JsonNumbers() {}

  /** A time in seconds, with at most three decimals, as ms. */
  static long millis(JsonParser json) throws IOException {
    if (!json.currentToken().isNumeric()) {
      throw new JsonParseException(json, "no time but " + json.currentToken());
    }
    char[] text = json.getTextCharacters();
    int at = json.getTextOffset();
    int end = at + json.getTextLength();
    boolean negative = at < end && text[at] == '-';
    at += negative ? 1 : 0;
    boolean isPlain = end - at <= MOST_DIGITS;
    long number = 0;
    int decimals = -1;
    for (; isPlain && at < end; at++) {
      char c = text[at];
      if (c == '.' && decimals < 0) {
        decimals = 0;
      } else if (c >= '0' && c <= '9' && decimals < 3) {
        number = 10 * number + c - '0';
        decimals += decimals < 0 ? 0 : 1;
      } else {
        isPlain = false;
      }
    }
    if (!isPlain) {
      return exactMillis(json);
    }
    for (int i = Math.max(0, decimals); i < 3; i++) {
      number *= 10;
    }
    return negative ? -number : number;
  }

  private static long exactMillis(JsonParser json) throws IOException {
    try {
      return json.getDecimalValue().movePointRight(3).longValueExact();
    } catch (ArithmeticException e) {
      throw new JsonParseException(json, "no time in ms: " + json.getText(), e);
    }
  }

  /** A value, which is a string: JSON has no number for some of them. */
  static double value(JsonParser json) throws IOException {
    HttpApi.expect(json, JsonToken.VALUE_STRING);
    char[] text = json.getTextCharacters();
    int from = json.getTextOffset();
    int length = json.getTextLength();
    boolean isDecimal = length > 0;
    for (int i = from; isDecimal && i < from + length; i++) {
      char c = text[i];
      isDecimal = (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '+' || c == 'e';
    }
    try {
      double value =
          isDecimal
              ? NumberInput.parseDouble(text, from, length, true)
              : GoNumbers.parseFloat(json.getText());
      if (isDecimal && Double.isInfinite(value)) {
        throw new JsonParseException(json, "a value out of range: " + json.getText());
      }
      return value;
    } catch (NumberFormatException | TextFormatException e) {
      throw new JsonParseException(json, "no value: " + e.getMessage(), e);
    }
  }
}
