package io.promontory.promql.math;

/**
 * Elementary functions with the special cases of Go's package {@code math}; all other results too
 * have the bits of its amd64 build, since answers should equal those of a Prometheus to the last
 * digit.
 *
 * <p>Where Java and Go part ways: a NaN loses against an infinity in {@link #max} and {@link #min},
 * 1 to any power is 1, -1 to an infinite power is 1, {@link #log2} is exact for powers of two and
 * {@link #log10} is not for powers of ten (log10(1000) is 2.9999999999999996).
 */
public final class GoMath {
  private static final double LN2 = 0.693147180559945309417232121458176568;
  private static final double LOG2_OF_E = 1.44269504088896340735992468100189214;
  private static final double LOG10_OF_E = 0.434294481903251827651128918916605082;

  /** Above this, x² + 1 is x² in double precision. */
  private static final double LARGE = 1 << 28;

  private static final double TINY = 1.0 / (1 << 28);

  private GoMath() {}

  /** The larger one; +Inf wins against NaN, NaN against everything else, +0 against -0. */
  public static double max(double a, double b) {
    return a == Double.POSITIVE_INFINITY || b == Double.POSITIVE_INFINITY
        ? Double.POSITIVE_INFINITY
        : Math.max(a, b);
  }

  /** The smaller one; -Inf wins against NaN, NaN against everything else, -0 against +0. */
  public static double min(double a, double b) {
    return a == Double.NEGATIVE_INFINITY || b == Double.NEGATIVE_INFINITY
        ? Double.NEGATIVE_INFINITY
        : Math.min(a, b);
  }

  /** The remainder with the sign of the dividend (C's fmod). */
  public static double mod(double a, double b) {
    return a % b;
  }

  /** -1, 0 or 1 by sign; zeros and NaN come back as they are. */
  public static double sgn(double x) {
    return x < 0 ? -1 : x > 0 ? 1 : x;
  }

  /** {@code x} to the nearest multiple of {@code 1 / inverse}, ties upwards. */
  public static double roundToInverse(double x, double inverse) {
    return Math.floor(x * inverse + 0.5) / inverse;
  }

  public static double exp(double x) {
    return GoExponential.exp(x);
  }

  /** 2 to the power {@code x}. */
  public static double exp2(double x) {
    return GoExponential.exp2(x);
  }

  public static double log(double x) {
    return GoExponential.log(x);
  }

  public static double log2(double x) {
    if (!(x > 0) || x == Double.POSITIVE_INFINITY) {
      return GoExponential.log(x);
    }
    long bits = Double.doubleToRawLongBits(x);
    int shift = 0;
    if (bits < 1L << 52) {
      bits = Double.doubleToRawLongBits(x * 0x1p52);
      shift = 52;
    }
    int exponent = (int) (bits >>> 52) - 1022 - shift;
    double fraction = Double.longBitsToDouble((bits & 0xfffffffffffffL) | 0x3fe0000000000000L);
    return fraction == 0.5 ? exponent - 1 : GoExponential.log(fraction) * LOG2_OF_E + exponent;
  }

  public static double log10(double x) {
    return GoExponential.log(x) * LOG10_OF_E;
  }

  public static double sin(double x) {
    return GoTrigonometry.sin(x);
  }

  public static double cos(double x) {
    return GoTrigonometry.cos(x);
  }

  public static double tan(double x) {
    return GoTrigonometry.tan(x);
  }

  public static double asin(double x) {
    return GoArcs.asin(x);
  }

  public static double acos(double x) {
    return GoArcs.acos(x);
  }

  public static double atan(double x) {
    return GoArcs.atan(x);
  }

  public static double sinh(double x) {
    return GoHyperbolics.sinh(x);
  }

  public static double cosh(double x) {
    return GoHyperbolics.cosh(x);
  }

  public static double tanh(double x) {
    return GoHyperbolics.tanh(x);
  }

  /** The angle of the point (x, y). */
  public static double atan2(double y, double x) {
    return GoArcs.atan2(y, x);
  }

  public static double asinh(double x) {
    double a = Math.abs(x);
    double result;
    if (Double.isNaN(x) || Double.isInfinite(x) || a < TINY) {
      return x;
    } else if (a > LARGE) {
      result = GoExponential.log(a) + LN2;
    } else if (a > 2) {
      result = GoExponential.log(2 * a + 1 / (Math.sqrt(a * a + 1) + a));
    } else {
      result = StrictMath.log1p(a + a * a / (1 + Math.sqrt(1 + a * a)));
    }
    return Math.copySign(result, x);
  }

  public static double acosh(double x) {
    if (x < 1 || Double.isNaN(x)) {
      return Double.NaN;
    } else if (x >= LARGE) {
      return GoExponential.log(x) + LN2;
    } else if (x > 2) {
      return GoExponential.log(2 * x - 1 / (x + Math.sqrt(x * x - 1)));
    }
    double t = x - 1;
    return StrictMath.log1p(t + Math.sqrt(2 * t + t * t));
  }

  public static double atanh(double x) {
    double a = Math.abs(x);
    double result;
    if (a < TINY) {
      return x;
    } else if (a < 0.5) {
      double twice = a + a;
      result = 0.5 * StrictMath.log1p(twice + twice * a / (1 - a));
    } else {
      result = 0.5 * StrictMath.log1p((a + a) / (1 - a));
    }
    return Math.copySign(result, x);
  }

  /**
   * {@code x} to the power {@code y}. As in Go, the whole part of the exponent is applied by
   * squaring the mantissa and only the rest goes through exp and log, so that results carry Go's
   * rounding.
   */
  public static double pow(double x, double y) {
    if (x == 1 || (x == -1 && Double.isInfinite(y))) {
      return 1;
    }
    double magnitude = Math.abs(y);
    if (isSpecial(x) || isSpecial(y) || magnitude >= 0x1p63 || (x < 0 && y != Math.rint(y))) {
      return StrictMath.pow(x, y);
    }
    if (magnitude == 0.5) {
      return y > 0 ? Math.sqrt(x) : 1 / Math.sqrt(x);
    }
    return powBySquaring(x, y);
  }

  private static boolean isSpecial(double x) {
    return x == 0 || Double.isNaN(x) || Double.isInfinite(x);
  }

  private static double powBySquaring(double x, double y) {
    double magnitude = Math.abs(y);
    double whole = Math.floor(magnitude);
    double rest = magnitude - whole;
    double mantissa = 1;
    if (rest > 0.5) {
      rest--;
      whole++;
    }
    if (rest != 0) {
      mantissa = GoExponential.exp(rest * GoExponential.log(x));
    }
    long exponent = 0;
    long base2 = Math.getExponent(x) + 1L;
    double base = x;
    if (base2 == Double.MIN_EXPONENT) { // subnormal
      base = x * 0x1p52;
      base2 = Math.getExponent(base) + 1L - 52;
      base = Math.scalb(base, (int) -(base2 + 52));
    } else {
      base = Math.scalb(base, (int) -base2);
    }
    for (long bits = (long) whole; bits != 0; bits >>= 1) {
      if (base2 < -(1 << 12) || base2 > 1 << 12) { // far out of range: 0 or infinity for certain
        exponent += base2;
        break;
      }
      if ((bits & 1) == 1) {
        mantissa *= base;
        exponent += base2;
      }
      base *= base;
      base2 <<= 1;
      if (base < 0.5) {
        base += base;
        base2--;
      }
    }
    if (y < 0) {
      mantissa = 1 / mantissa;
      exponent = -exponent;
    }
    return scale(mantissa, exponent);
  }

  private static double scale(double mantissa, long exponent) {
    return Math.scalb(mantissa, (int) Math.clamp(exponent, -5000L, 5000L));
  }
}
