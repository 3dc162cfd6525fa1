package io.promontory.promql.parse;

import io.promontory.series.text.GoStrings;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts series notation into tokens: labels as in a query, then values, where blanks are tokens and
 * native histograms have words of their own. Prometheus' ways with odd input are kept: letters that
 * do not belong into a list of buckets become part of the token that follows.
 */
final class SeriesLexer implements TokenSource {
  private final Cursor cursor;
  private final Lexer labels;
  private final NumberScanner numbers;
  private Place place = Place.LABELS;

  private enum Place {
    LABELS,
    VALUES,
    HISTOGRAM,
    BUCKETS,
    /** Behind a minus among buckets. */
    NUMBER,
    /** Behind a histogram that an operator follows. */
    OPERATOR
  }

  SeriesLexer(Cursor cursor) {
    this.cursor = cursor;
    this.labels = new Lexer(cursor, true);
    this.numbers = new NumberScanner(cursor, true);
  }

  @Override
  public Token next() {
    return switch (place) {
      case LABELS -> label();
      case VALUES -> value();
      case HISTOGRAM -> histogram();
      case BUCKETS -> bucket();
      case NUMBER -> {
        place = Place.BUCKETS;
        yield numbers.number();
      }
      case OPERATOR -> {
        place = Place.VALUES;
        yield operator(cursor.next());
      }
    };
  }

  private Token label() {
    Token token = labels.next();
    if (token.is(TokenKind.RIGHT_BRACE)) {
      place = Place.VALUES;
    } else if (labels.isOutsideBraces() && isWord(token)) {
      place = cursor.peek() == '{' ? Place.LABELS : Place.VALUES;
    }
    return token;
  }

  private static boolean isWord(Token token) {
    return !token.text().isEmpty()
        && (Cursor.isAlpha(token.text().charAt(0)) || token.text().charAt(0) == ':');
  }

  private Token value() {
    int c = cursor.next();
    if (c == Cursor.EOF) {
      return cursor.emit(TokenKind.EOF);
    } else if (c == '{' && cursor.peek() == '{') {
      cursor.next();
      place = Place.HISTOGRAM;
      return cursor.emit(TokenKind.OPEN_HIST);
    } else if (Cursor.isSpace(c)) {
      return space();
    } else if (c == '_') {
      return cursor.emit(TokenKind.BLANK);
    } else if (c == '+' || c == '-' || c == 'x') {
      return operator(c);
    } else if (Cursor.isDigit(c) || (c == '.' && Cursor.isDigit(cursor.peek()))) {
      cursor.backup();
      return numbers.number();
    } else if (Cursor.isAlpha(c)) {
      Token word = labels.word();
      place = cursor.peek() == '{' ? Place.LABELS : Place.VALUES;
      return word;
    }
    throw cursor.error("unexpected character in series sequence: " + GoStrings.quoteCharacter(c));
  }

  private Token operator(int c) {
    return cursor.emit(
        switch (c) {
          case '+' -> TokenKind.ADD;
          case '-' -> TokenKind.SUB;
          default -> TokenKind.TIMES;
        });
  }

  private Token space() {
    Token token = cursor.emit(TokenKind.SPACE);
    cursor.skipSpaces();
    return token;
  }

  private Token histogram() {
    int c = cursor.next();
    if (Cursor.isSpace(c)) {
      return space();
    } else if (Cursor.isAlpha(c)) {
      return histogramWord();
    } else if (c == ':') {
      return cursor.emit(TokenKind.COLON);
    } else if (c == '-') {
      return cursor.emit(TokenKind.SUB);
    } else if (Cursor.isDigit(c)) {
      cursor.backup();
      return numbers.number();
    } else if (c == '[') {
      place = Place.BUCKETS;
      return cursor.emit(TokenKind.LEFT_BRACKET);
    } else if (c == '}' && cursor.peek() == '}') {
      cursor.next();
      boolean operator = cursor.isAt("x+-");
      place = operator ? Place.OPERATOR : Place.VALUES;
      return cursor.emit(TokenKind.CLOSE_HIST);
    }
    throw cursor.error(
        "histogram description incomplete unexpected: " + GoStrings.quoteCharacter(c));
  }

  private Token histogramWord() {
    while (Cursor.isAlpha(cursor.peek())) {
      cursor.next();
    }
    String word = cursor.current();
    TokenKind key = key(word.toLowerCase(Locale.ROOT));
    if (key == null) {
      throw cursor.error("bad histogram descriptor found: " + GoStrings.quote(word));
    }
    boolean needsColon =
        switch (key) {
          case NUMBER, UNKNOWN_COUNTER_RESET, COUNTER_RESET, NOT_COUNTER_RESET, GAUGE_TYPE -> false;
          default -> true;
        };
    if (needsColon && cursor.peek() != ':') {
      throw cursor.error("missing `:` for histogram descriptor");
    }
    return cursor.emit(key);
  }

  private static @Nullable TokenKind key(String word) {
    return switch (word) {
      case "sum" -> TokenKind.SUM_DESC;
      case "count" -> TokenKind.COUNT_DESC;
      case "schema" -> TokenKind.SCHEMA_DESC;
      case "offset" -> TokenKind.OFFSET_DESC;
      case "n_offset" -> TokenKind.NEGATIVE_OFFSET_DESC;
      case "buckets" -> TokenKind.BUCKETS_DESC;
      case "n_buckets" -> TokenKind.NEGATIVE_BUCKETS_DESC;
      case "z_bucket" -> TokenKind.ZERO_BUCKET_DESC;
      case "z_bucket_w" -> TokenKind.ZERO_BUCKET_WIDTH_DESC;
      case "custom_values" -> TokenKind.CUSTOM_VALUES_DESC;
      case "counter_reset_hint" -> TokenKind.COUNTER_RESET_HINT_DESC;
      case "inf", "nan" -> TokenKind.NUMBER;
      case "unknown" -> TokenKind.UNKNOWN_COUNTER_RESET;
      case "reset" -> TokenKind.COUNTER_RESET;
      case "not_reset" -> TokenKind.NOT_COUNTER_RESET;
      case "gauge" -> TokenKind.GAUGE_TYPE;
      default -> null;
    };
  }

  private Token bucket() {
    while (true) {
      int c = cursor.next();
      if (Cursor.isSpace(c)) {
        return space();
      } else if (c == '-') {
        place = Place.NUMBER;
        return cursor.emit(TokenKind.SUB);
      } else if (Cursor.isDigit(c)) {
        cursor.backup();
        return numbers.number();
      } else if (c == ']') {
        place = Place.HISTOGRAM;
        return cursor.emit(TokenKind.RIGHT_BRACKET);
      } else if (!Cursor.isAlpha(c)) {
        throw cursor.error(
            "invalid character in buckets description: " + GoStrings.quoteCharacter(c));
      }
      if (key(cursor.current().toLowerCase(Locale.ROOT)) == TokenKind.NUMBER) {
        return cursor.emit(TokenKind.NUMBER);
      }
    }
  }
}
