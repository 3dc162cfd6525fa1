package io.promontory.rules.template.syntax;

import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.GoStrings;
import io.promontory.series.text.TextFormatException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A constant without a type: whoever uses it decides whether it is an integer or a float, as far as
 * its value allows.
 *
 * @param text as written
 * @param integer its value as an integer of 64 bits, where it has one
 * @param real its value as a float, where it has one
 * @param imaginary its imaginary part, where it is written as complex
 */
public record NumberConstant(
    String text, @Nullable Long integer, @Nullable Double real, @Nullable Double imaginary) {

  static NumberConstant character(String text) throws ConstantException {
    long value = Unquote.character(text);
    return new NumberConstant(text, value, (double) value, null);
  }

  static NumberConstant complex(String text) throws ConstantException {
    int split = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
    if (split > 0 && "eEpP".indexOf(text.charAt(split - 1)) >= 0) {
      int earlier = text.substring(0, split - 1).lastIndexOf('+');
      split = Math.max(earlier, text.substring(0, split - 1).lastIndexOf('-'));
    }
    try {
      double real = GoNumbers.parseFloat(text.substring(0, split));
      double imaginary = GoNumbers.parseFloat(text.substring(split, text.length() - 1));
      return new NumberConstant(text, null, real, imaginary);
    } catch (TextFormatException e) {
      throw illegal(text);
    }
  }

  static NumberConstant of(String text) throws ConstantException {
    if (text.endsWith("i")) {
      Double imaginary = floating(text.substring(0, text.length() - 1));
      if (imaginary != null) {
        return new NumberConstant(text, null, 0.0, imaginary);
      }
    }
    try {
      long value = GoNumbers.parseInt(text);
      return new NumberConstant(text, value, (double) value, null);
    } catch (TextFormatException e) {
      return large(text);
    }
  }

  /** What is no integer of 64 bits; an unsigned one is kept without a signed value. */
  private static NumberConstant large(String text) throws ConstantException {
    Double value = floating(text);
    if (value == null) {
      throw illegal(text);
    }
    boolean floats = text.chars().anyMatch(c -> ".eEpP".indexOf(c) >= 0);
    if (!floats && (!isUnsigned(text))) {
      throw new ConstantException("integer overflow: " + GoStrings.quote(text));
    }
    boolean whole = value >= -0x1p63 && value < 0x1p63 && (double) (long) (double) value == value;
    return new NumberConstant(
        text, whole && floats ? (Long) (long) (double) value : null, value, null);
  }

  private static boolean isUnsigned(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9')
        && new BigInteger(text).bitLength() <= Long.SIZE;
  }

  private static @Nullable Double floating(String text) {
    try {
      return GoNumbers.parseFloat(text);
    } catch (TextFormatException e) {
      return null;
    }
  }

  /** Whether it is written as a float: with a point or an exponent. */
  public boolean isWrittenAsFloat() {
    boolean hex = text.startsWith("0x") || text.startsWith("0X");
    boolean exponent = text.indexOf('p') >= 0 || text.indexOf('P') >= 0;
    return real != null
        && !(hex && !exponent)
        && !text.startsWith("'")
        && text.chars().anyMatch(c -> ".eEpP".indexOf(c) >= 0);
  }

  private static ConstantException illegal(String text) {
    return new ConstantException("illegal number syntax: " + GoStrings.quote(text));
  }
}
