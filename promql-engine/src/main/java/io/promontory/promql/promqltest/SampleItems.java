package io.promontory.promql.promqltest;

import io.promontory.series.text.GoDurations;
import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;
import java.util.ArrayList;
import java.util.List;

/**
 * The samples of a series: {@code 1}, {@code 1x3} (four times 1), {@code 1+2x3} (1 3 5 7), {@code
 * 1-2x3}, {@code _} and {@code _x3} (one and three gaps), {@code stale}, and native histograms
 * between double braces in place of the numbers.
 */
final class SampleItems {
  private static final double STALE = Double.longBitsToDouble(0x7ff0000000000002L);

  /** More than any script needs; keeps a typing error from filling the memory. */
  private static final int MAX_VALUES = 1_000_000;

  private final String text;
  private final ScriptLines lines;
  private final List<Value> values = new ArrayList<>();
  private int at;

  SampleItems(String text, ScriptLines lines) {
    this.text = text.replace('\t', ' ').strip();
    this.lines = lines;
  }

  /**
   * @throws ScriptException if there is anything else
   */
  List<Value> parse() {
    while (at < text.length()) {
      item();
      if (at < text.length() && text.charAt(at) != ' ') {
        throw error();
      }
      while (at < text.length() && text.charAt(at) == ' ') {
        at++;
      }
    }
    return values;
  }

  private void item() {
    if (take("_")) {
      add(new Value.Gap(), at < text.length() && text.charAt(at) == 'x' ? repeats() : 1);
    } else if (text.startsWith("{{", at)) {
      skipHistogram();
      if (take("+{{") || take("-{{")) {
        at -= 2;
        skipHistogram();
      }
      add(new Value.Histogram(), repeats() + 1);
    } else {
      double value = number();
      double step = text.startsWith("+", at) || text.startsWith("-", at) ? number() : 0;
      int count = repeats() + 1;
      for (int i = 0; i < count; i++) {
        add(new Value.Number(value), 1);
        value = step == 0 ? value : value + step;
      }
    }
  }

  private void skipHistogram() {
    int end = text.indexOf("}}", at);
    if (end < 0) {
      throw error();
    }
    at = end + 2;
  }

  private void add(Value value, int count) {
    if (values.size() + count > MAX_VALUES) {
      throw lines.error("a series may have " + MAX_VALUES + " samples at most");
    }
    for (int i = 0; i < count; i++) {
      values.add(value);
    }
  }

  /** The number behind an x, 0 where there is no x. */
  private int repeats() {
    if (!take("x")) {
      return 0;
    }
    int start = at;
    while (at < text.length() && Character.digit(text.charAt(at), 10) >= 0) {
      at++;
    }
    if (at == start || at - start > 7) {
      throw error();
    }
    return Integer.parseInt(text.substring(start, at));
  }

  /** A number or a duration in seconds, with an optional sign. */
  private double number() {
    int start = at;
    double sign = take("-") ? -1 : 1;
    if (sign > 0) {
      take("+");
    }
    if (take("stale")) {
      return STALE;
    }
    int digits = at;
    while (at < text.length() && "x+- ".indexOf(text.charAt(at)) < 0) {
      boolean exponent = at > digits && (text.charAt(at) | 32) == 'e' && at + 1 < text.length();
      boolean signed = exponent && "+-".indexOf(text.charAt(at + 1)) >= 0;
      at += signed ? 2 : 1;
    }
    String word = text.substring(digits, at);
    try {
      return sign * GoNumbers.parseFloat(word);
    } catch (TextFormatException noNumber) {
      try {
        return sign * GoDurations.parse(word) / 1e9;
      } catch (TextFormatException noDuration) {
        throw lines.error("\"" + text.substring(start, at) + "\" is no sample");
      }
    }
  }

  private boolean take(String word) {
    boolean taken = text.startsWith(word, at);
    at += taken ? word.length() : 0;
    return taken;
  }

  private ScriptException error() {
    return lines.error("\"" + text.substring(at) + "\" does not belong here");
  }
}
