package io.promontory.promql.parse;

import io.promontory.series.text.GoStrings;

/**
 * Finds the end of a number or duration. What it accepts need not be valid: {@code 1e5s} or {@code
 * 5ss} come to light when the text is converted.
 */
final class NumberScanner {
  private static final String DIGITS = "0123456789";
  private static final String HEX_DIGITS = "0123456789abcdefABCDEF";

  private final Cursor cursor;
  private final boolean inSeries;

  /**
   * @param inSeries in series notation {@code x} separates repetitions and there are no hexadecimal
   *     numbers
   */
  NumberScanner(Cursor cursor, boolean inSeries) {
    this.cursor = cursor;
    this.inSeries = inSeries;
  }

  Token number() {
    if (!scanNumber()) {
      throw cursor.error("bad number syntax: " + quotedCurrent());
    }
    return cursor.emit(TokenKind.NUMBER);
  }

  Token numberOrDuration() {
    if (scanNumber()) {
      return cursor.emit(TokenKind.NUMBER);
    }
    if (scanRestOfDuration()) {
      cursor.backup();
      return cursor.emit(TokenKind.DURATION);
    }
    throw cursor.error("bad number or duration syntax: " + quotedCurrent());
  }

  private String quotedCurrent() {
    return GoStrings.quote(cursor.current());
  }

  private boolean scanNumber() {
    boolean hex = false;
    boolean any = false;
    if (!inSeries && cursor.accept("0")) {
      any = true;
      if (cursor.accept("xX")) {
        hex = true;
        cursor.accept("_");
      }
    }
    String digits = hex ? HEX_DIGITS : DIGITS;
    any |= cursor.accept(".");
    any |= cursor.accept(digits);
    boolean point = false;
    boolean exponent = false;
    while (cursor.isAt(digits + "._eE")) {
      any = true;
      if (cursor.isAt(".") && point) {
        cursor.accept(".");
        return false;
      }
      if (cursor.isAt("eE") && exponent) {
        cursor.accept("eE");
        return false;
      }
      if (cursor.accept(".")) {
        point = true;
        if (cursor.accept("_.") || hex) {
          return false;
        }
      } else if (cursor.accept("eE")) {
        exponent = true;
        cursor.accept("+-");
        if (cursor.accept("._eE") || cursor.peek() == Cursor.EOF) {
          return false;
        }
      } else if (cursor.accept("_")) {
        if (cursor.accept("._eE") || cursor.peek() == Cursor.EOF) {
          return false;
        }
      } else {
        cursor.acceptRun(digits);
      }
    }
    int next = cursor.peek();
    return any && ((inSeries && next == 'x') || !Cursor.isAlphaNumeric(next));
  }

  /** The unit of the number scanned so far, and more numbers with units. */
  private boolean scanRestOfDuration() {
    if (!cursor.accept("smhdwy")) {
      return false;
    }
    cursor.accept("s");
    while (cursor.isAt(DIGITS)) {
      cursor.acceptRun(DIGITS);
      if (!cursor.accept("smhdw")) {
        return false;
      }
      cursor.accept("s");
    }
    return !Cursor.isAlphaNumeric(cursor.next());
  }
}
