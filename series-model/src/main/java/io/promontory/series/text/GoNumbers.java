package io.promontory.series.text;

import java.util.Locale;

/**
 * Reads numbers as Go's {@code strconv} does; Java's own readers accept other texts (blanks,
 * suffixes {@code d} and {@code f}). Errors carry Go's message.
 */
public final class GoNumbers {
  private GoNumbers() {}

  /**
   * {@code ParseFloat}: decimal or hexadecimal (with a {@code p} exponent), underscores between
   * digits, {@code inf}, {@code infinity} and {@code nan} in any case.
   *
   * @throws TextFormatException if the text is no number, or its number too large for a double
   */
  public static double parseFloat(String text) {
    String special = text.toLowerCase(Locale.ROOT);
    switch (special) {
      case "nan":
        return Double.NaN;
      case "inf", "+inf", "infinity", "+infinity":
        return Double.POSITIVE_INFINITY;
      case "-inf", "-infinity":
        return Double.NEGATIVE_INFINITY;
      default:
        break;
    }
    if (!isFloat(special) || (special.indexOf('_') >= 0 && !underscoresSeparateDigits(special))) {
      throw invalid("ParseFloat", text);
    }
    double value = Double.parseDouble(special.replace("_", ""));
    if (Double.isInfinite(value)) {
      throw outOfRange("ParseFloat", text);
    }
    return value;
  }

  /**
   * {@code ParseInt} with base 0 and 64 bits: {@code 0x}, {@code 0o} and {@code 0b} prefixes, a
   * leading zero for octal, underscores between digits.
   *
   * @throws TextFormatException if the text is no integer of 64 bits
   */
  public static long parseInt(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    int at = lower.startsWith("-") || lower.startsWith("+") ? 1 : 0;
    int radix = radix(lower, at);
    int digitsAt = at + (radix == 10 ? 0 : isPrefix(lower, at) ? 2 : 1);
    String digits = lower.substring(digitsAt).replace("_", "");
    if (lower.indexOf('_') >= 0 && !underscoresSeparateDigits(lower)) {
      throw invalid("ParseInt", text);
    }
    if (radix == 8 && digits.isEmpty() && !isPrefix(lower, at)) {
      return 0;
    }
    if (digits.isEmpty()
        || !digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0)) {
      throw invalid("ParseInt", text);
    }
    try {
      return Long.parseLong((lower.startsWith("-") ? "-" : "") + digits, radix);
    } catch (NumberFormatException e) {
      throw outOfRange("ParseInt", text);
    }
  }

  /**
   * {@code ParseUint} with base 10 and 64 bits; the result is unsigned.
   *
   * @throws TextFormatException if the text is no unsigned integer of 64 bits
   */
  public static long parseUint(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw invalid("ParseUint", text);
    }
    try {
      return Long.parseUnsignedLong(text);
    } catch (NumberFormatException e) {
      throw outOfRange("ParseUint", text);
    }
  }

  private static boolean isPrefix(String lower, int at) {
    return lower.length() > at + 1
        && lower.charAt(at) == '0'
        && "xob".indexOf(lower.charAt(at + 1)) >= 0;
  }

  private static int radix(String lower, int at) {
    if (isPrefix(lower, at)) {
      return switch (lower.charAt(at + 1)) {
        case 'x' -> 16;
        case 'o' -> 8;
        default -> 2;
      };
    }
    return lower.length() > at && lower.charAt(at) == '0' ? 8 : 10;
  }

  /** Checks the shape, underscores aside: sign, digits with at most one point, exponent. */
  private static boolean isFloat(String lower) {
    int at = lower.startsWith("-") || lower.startsWith("+") ? 1 : 0;
    boolean hex = lower.startsWith("0x", at);
    int i = at + (hex ? 2 : 0);
    int digits = 0;
    boolean point = false;
    for (; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c == '.' && !point) {
        point = true;
      } else if (isDigit(c, hex)) {
        digits++;
      } else if (c != '_') {
        break;
      }
    }
    if (digits == 0) {
      return false;
    }
    if (i == lower.length()) {
      return !hex;
    }
    return lower.charAt(i) == (hex ? 'p' : 'e') && isExponent(lower, i + 1);
  }

  private static boolean isExponent(String lower, int from) {
    int i = from;
    if (i < lower.length() && (lower.charAt(i) == '+' || lower.charAt(i) == '-')) {
      i++;
    }
    if (i == lower.length() || !isDigit(lower.charAt(i), false)) {
      return false;
    }
    while (i < lower.length() && (isDigit(lower.charAt(i), false) || lower.charAt(i) == '_')) {
      i++;
    }
    return i == lower.length();
  }

  private static boolean isDigit(char c, boolean hex) {
    return (c >= '0' && c <= '9') || (hex && c >= 'a' && c <= 'f');
  }

  /** An underscore may only stand between digits, or between a base prefix and a digit. */
  private static boolean underscoresSeparateDigits(String lower) {
    int at = lower.startsWith("-") || lower.startsWith("+") ? 1 : 0;
    boolean prefix = isPrefix(lower, at);
    boolean hex = prefix && lower.charAt(at + 1) == 'x';
    int first = prefix ? at + 2 : at;
    for (int i = first; i < lower.length(); i++) {
      if (lower.charAt(i) != '_') {
        continue;
      }
      boolean before = i == first ? prefix : isDigit(lower.charAt(i - 1), hex);
      boolean after = i + 1 < lower.length() && isDigit(lower.charAt(i + 1), hex);
      if (!before || !after) {
        return false;
      }
    }
    return true;
  }

  private static TextFormatException invalid(String function, String text) {
    return new TextFormatException(
        "strconv." + function + ": parsing " + GoStrings.quote(text) + ": invalid syntax");
  }

  private static TextFormatException outOfRange(String function, String text) {
    return new TextFormatException(
        "strconv." + function + ": parsing " + GoStrings.quote(text) + ": value out of range");
  }
}
