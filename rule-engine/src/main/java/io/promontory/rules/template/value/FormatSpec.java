package io.promontory.rules.template.value;

/** Flags, width and precision of one verb of a format, and the padding that they ask for. */
final class FormatSpec {
  boolean plus;
  boolean minus;
  boolean sharp;
  boolean space;
  boolean zero;

  /** {@code %+v} and {@code %#v}, where the flag asks for names and not for signs. */
  boolean plusV;

  boolean sharpV;
  boolean hasWidth;
  boolean hasPrecision;
  int width;
  int precision;

  /** Takes a flag; false if the character is none. */
  boolean flag(char c) {
    switch (c) {
      case '#' -> sharp = true;
      case '0' -> zero = true;
      case '+' -> plus = true;
      case '-' -> minus = true;
      case ' ' -> space = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  /** With {@code v}, plus and sharp ask for names. */
  void forV() {
    sharpV = sharp;
    sharp = false;
    plusV = plus;
    plus = false;
  }

  /** Writes a text at the width asked for, counted in characters. */
  void pad(StringBuilder out, String text) {
    int missing = hasWidth ? width - text.codePointCount(0, text.length()) : 0;
    String padding = (zero && !minus ? "0" : " ").repeat(Math.max(0, missing));
    if (minus) {
      out.append(text).append(padding);
    } else {
      out.append(padding).append(text);
    }
  }

  void padWithSpaces(StringBuilder out, String text) {
    boolean before = zero;
    zero = false;
    pad(out, text);
    zero = before;
  }

  /** The text cut to the precision asked for. */
  String truncated(String text) {
    return hasPrecision && text.codePointCount(0, text.length()) > precision
        ? text.substring(0, text.offsetByCodePoints(0, precision))
        : text;
  }
}
