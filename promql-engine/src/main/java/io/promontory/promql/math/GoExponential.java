package io.promontory.promql.math;

/**
 * {@code exp} and {@code log} with the bits of Go's amd64 build, so that answers equal those of a
 * Prometheus to the last digit.
 *
 * <p>{@link #log} is FreeBSD's e_log, {@link #exp} a Taylor series of a sixteenth of the reduced
 * argument, squared back four times, with the fused multiply-adds of machines that have them,
 * {@link #exp2} FreeBSD's e_exp without its first reduction. Go's log takes the mantissa of a
 * subnormal number for a normal one; that is kept.
 */
final class GoExponential {
  private static final double SQRT_HALF = 7.07106781186547524401e-01;
  private static final double LN2_HI = 6.93147180369123816490e-01;
  private static final double LN2_LO = 1.90821492927058770002e-10;

  /** Coefficients of even powers of f / (2 + f), from the second on. */
  private static final double[] LOG = {
    6.666666666666735130e-01,
    3.999999999940941908e-01,
    2.857142874366239149e-01,
    2.222219843214978396e-01,
    1.818357216161805012e-01,
    1.531383769920937332e-01,
    1.479819860510658591e-01
  };

  private static final double LOG2_OF_E = 1.4426950408889634073599246810018920;
  private static final double LN2_UPPER = 0.69314718055966295651160180568695068359375;
  private static final double LN2_LOWER = 0.28235290563031577122588448175013436025525412068e-12;
  private static final double EXP_MAX = 7.09782712893384e+02;

  /** Coefficients of even powers in r·(e^r + 1) / (e^r - 1), from r² on. */
  private static final double[] EXP2 = {
    1.66666666666666657415e-01,
    -2.77777777770155933842e-03,
    6.61375632143793436117e-05,
    -1.65339022054652515390e-06,
    4.13813679705723846039e-08
  };

  private static final double EXP2_MAX = 1.0239999999999999e+03;
  private static final double EXP2_MIN = -1.0740e+03;

  /** 1/9! up to 1/2!, then 1. */
  private static final double[] INVERSE_FACTORIALS = {
    2.4801587301587301587e-5,
    1.9841269841269841270e-4,
    1.3888888888888888889e-3,
    8.3333333333333333333e-3,
    4.1666666666666666667e-2,
    1.6666666666666666667e-1,
    0.5,
    1.0
  };

  private GoExponential() {}

  static double log(double x) {
    if (x == 0) {
      return Double.NEGATIVE_INFINITY;
    } else if (!(x > 0)) {
      return Double.NaN;
    } else if (x == Double.POSITIVE_INFINITY) {
      return x;
    }
    long bits = Double.doubleToRawLongBits(x);
    double exponent = (int) (bits >>> 52) - 1022;
    double mantissa = Double.longBitsToDouble((bits & 0xfffffffffffffL) | 0x3fe0000000000000L);
    if (mantissa < SQRT_HALF) {
      exponent--;
      mantissa *= 2;
    }
    double f = mantissa - 1;
    double s = f / (2 + f);
    double s2 = s * s;
    double s4 = s2 * s2;
    double odd = s2 * (LOG[0] + s4 * (LOG[2] + s4 * (LOG[4] + s4 * LOG[6])));
    double even = s4 * (LOG[1] + s4 * (LOG[3] + s4 * LOG[5]));
    double halfSquare = 0.5 * f * f;
    double correction = s * (halfSquare + (odd + even)) + exponent * LN2_LO;
    return exponent * LN2_HI - ((halfSquare - correction) - f);
  }

  static double exp(double x) {
    if (Double.isNaN(x) || x > EXP_MAX) {
      return Double.isNaN(x) ? x : Double.POSITIVE_INFINITY;
    }
    double scaled = LOG2_OF_E * x;
    if (scaled < -1100) {
      return 0;
    }
    int exponent = (int) Math.rint(scaled);
    double rest = Math.fma(-LN2_LOWER, exponent, Math.fma(-LN2_UPPER, exponent, x)) * 0.0625;
    double series = INVERSE_FACTORIALS[0];
    for (int i = 1; i < INVERSE_FACTORIALS.length; i++) {
      series = Math.fma(series, rest, INVERSE_FACTORIALS[i]);
    }
    double minusOne = rest * series;
    for (int i = 0; i < 3; i++) {
      minusOne *= minusOne + 2;
    }
    return scale(Math.fma(minusOne, minusOne + 2, 1), exponent);
  }

  static double exp2(double x) {
    if (Double.isNaN(x) || x > EXP2_MAX) {
      return Double.isNaN(x) ? x : Double.POSITIVE_INFINITY;
    } else if (x < EXP2_MIN) {
      return 0;
    }
    int exponent = x > 0 ? (int) (x + 0.5) : (int) (x - 0.5);
    double rest = x - exponent;
    double high = rest * LN2_HI;
    double low = -rest * LN2_LO;
    double r = high - low;
    double square = r * r;
    double series =
        EXP2[0] + square * (EXP2[1] + square * (EXP2[2] + square * (EXP2[3] + square * EXP2[4])));
    double c = r - square * series;
    return Math.scalb(1 - ((low - (r * c) / (2 - c)) - high), exponent);
  }

  /** {@code value * 2^exponent}; subnormal results are rounded once, and cut below 2^-1075. */
  private static double scale(double value, int exponent) {
    if (exponent + 1023 > 0) {
      return exponent + 1023 >= 0x7ff ? Double.POSITIVE_INFINITY : value * power(exponent);
    }
    return exponent + 1023 < -52 ? 0 : value * power(exponent + 1022) * Double.MIN_NORMAL;
  }

  private static double power(int exponent) {
    return Double.longBitsToDouble((long) (exponent + 1023) << 52);
  }
}
