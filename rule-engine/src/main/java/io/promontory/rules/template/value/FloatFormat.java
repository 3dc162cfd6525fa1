package io.promontory.rules.template.value;

import io.promontory.series.text.GoFloats;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Floats by Go's verbs; decimals are rounded from the exact value, halves to even. */
public final class FloatFormat {
  /** The shortest digits that read back. */
  public static final int SHORTEST = -1;

  private FloatFormat() {}

  /**
   * A float by a verb: {@code e E f g G x X b}.
   *
   * @param precision digits behind the point, significant ones for {@code g}, or {@link #SHORTEST}
   */
  public static String format(double value, char verb, int precision) {
    if (!Double.isFinite(value)) {
      return GoFloats.general(value);
    }
    return switch (verb) {
      case 'f' -> fixed(value, precision);
      case 'e' -> exponent(value, precision);
      case 'E' -> exponent(value, precision).replace('e', 'E');
      case 'g' -> general(value, precision);
      case 'G' -> general(value, precision).replace('e', 'E');
      case 'x' -> hexadecimal(value, precision);
      case 'X' -> hexadecimal(value, precision).toUpperCase(java.util.Locale.ROOT);
      default -> binary(value);
    };
  }

  private static boolean isNegative(double value) {
    return Double.doubleToRawLongBits(value) < 0;
  }

  private static String fixed(double value, int precision) {
    if (precision == SHORTEST) {
      return GoFloats.fixed(value);
    }
    String digits =
        new BigDecimal(Math.abs(value)).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
    return (isNegative(value) ? "-" : "") + digits;
  }

  private static String exponent(double value, int precision) {
    if (precision == SHORTEST) {
      return GoFloats.exponent(value);
    }
    String sign = isNegative(value) ? "-" : "";
    if (value == 0) {
      return sign + "0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "e+00";
    }
    BigDecimal rounded = significant(value, precision + 1);
    String digits = rounded.unscaledValue().toString();
    int exponent = digits.length() - 1 - rounded.scale();
    String padded = digits + "0".repeat(Math.max(0, precision + 1 - digits.length()));
    return sign
        + padded.charAt(0)
        + (precision > 0 ? "." + padded.substring(1, precision + 1) : "")
        + exponentText('e', exponent);
  }

  private static BigDecimal significant(double value, int digits) {
    return new BigDecimal(Math.abs(value)).round(new MathContext(digits, RoundingMode.HALF_EVEN));
  }

  private static String general(double value, int precision) {
    if (precision == SHORTEST || value == 0) {
      return GoFloats.general(value);
    }
    int digits = Math.max(1, precision);
    BigDecimal rounded = significant(value, digits).stripTrailingZeros();
    int exponent = rounded.precision() - 1 - rounded.scale();
    // Go compares with the number of digits where that is less than asked for
    int limit = Math.max(digits, 1);
    int shown = rounded.precision();
    if (limit > shown && shown > exponent) {
      limit = shown;
    }
    if (exponent < -4 || exponent >= limit) {
      return exponent(value, digits - 1, rounded, exponent);
    }
    return (isNegative(value) ? "-" : "") + rounded.toPlainString();
  }

  private static String exponent(double value, int most, BigDecimal rounded, int exponent) {
    String digits = rounded.unscaledValue().toString();
    int count = Math.min(most + 1, digits.length());
    return (isNegative(value) ? "-" : "")
        + digits.charAt(0)
        + (count > 1 ? "." + digits.substring(1, count) : "")
        + exponentText('e', exponent);
  }

  private static String exponentText(char letter, int exponent) {
    int magnitude = Math.abs(exponent);
    return letter + (exponent < 0 ? "-" : "+") + (magnitude < 10 ? "0" : "") + magnitude;
  }

  private static String hexadecimal(double value, int precision) {
    String sign = isNegative(value) ? "-" : "";
    if (value == 0) {
      return sign + "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+00";
    }
    int exponent = Math.getExponent(value);
    long mantissa = Double.doubleToRawLongBits(value) & ((1L << 52) - 1);
    if (exponent < Double.MIN_EXPONENT) {
      int shift = Long.numberOfLeadingZeros(mantissa) - 11;
      mantissa <<= shift;
      exponent = Double.MIN_EXPONENT - shift;
    } else {
      mantissa |= 1L << 52;
    }
    if (precision >= 0 && precision < 13) {
      int cut = 52 - 4 * precision;
      long half = 1L << (cut - 1);
      long rest = mantissa & ((1L << cut) - 1);
      mantissa >>= cut;
      mantissa += rest > half || (rest == half && (mantissa & 1) == 1) ? 1 : 0;
      mantissa <<= cut;
      if (mantissa >= 1L << 53) {
        mantissa >>= 1;
        exponent++;
      }
    }
    String digits = String.format("%013x", mantissa & ((1L << 52) - 1));
    if (precision == SHORTEST) {
      int end = digits.length();
      while (end > 0 && digits.charAt(end - 1) == '0') {
        end--;
      }
      digits = digits.substring(0, end);
    } else {
      digits =
          precision <= 13 ? digits.substring(0, precision) : digits + "0".repeat(precision - 13);
    }
    return sign + "0x1" + (digits.isEmpty() ? "" : "." + digits) + exponentText('p', exponent);
  }

  private static String binary(double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> 52) & 0x7ff;
    long mantissa = bits & ((1L << 52) - 1);
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= 1L << 52;
    }
    int shown = exponent - 1075;
    return (bits < 0 ? "-" : "") + mantissa + "p" + (shown >= 0 ? "+" : "") + shown;
  }
}
