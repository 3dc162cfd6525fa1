package io.promontory.promql.math;

/** Inverse trigonometric functions, all from the Cephes library's arctangent; bits as in Go. */
final class GoArcs {
  private static final double[] P = {
    -8.750608600031904122785e-01,
    -1.615753718733365076637e+01,
    -7.500855792314704667340e+01,
    -1.228866684490136173410e+02,
    -6.485021904942025371773e+01
  };
  private static final double[] Q = {
    1,
    +2.485846490142306297962e+01,
    +1.650270098316988542046e+02,
    +4.328810604912902668951e+02,
    +4.853903996359136964868e+02,
    +1.945506571482613964425e+02
  };

  /** What pi/2 as a double lacks. */
  private static final double PI2_REST = 6.123233995736765886130e-17;

  private static final double TAN_3PI8 = 2.41421356237309504880;

  private GoArcs() {}

  static double atan(double x) {
    return x == 0 ? x : x > 0 ? positive(x) : -positive(-x);
  }

  private static double positive(double x) {
    if (x <= 0.66) {
      return small(x);
    } else if (x > TAN_3PI8) {
      return Math.PI / 2 - small(1 / x) + PI2_REST;
    }
    return Math.PI / 4 + small((x - 1) / (x + 1)) + 0.5 * PI2_REST;
  }

  private static double small(double x) {
    double z = x * x;
    double y = z * Polynomial.at(z, P) / Polynomial.at(z, Q);
    return x * y + x;
  }

  static double asin(double x) {
    double a = Math.abs(x);
    if (x == 0) {
      return x;
    } else if (!(a <= 1)) {
      return Double.NaN;
    }
    double other = Math.sqrt(1 - a * a);
    double y = a > 0.7 ? Math.PI / 2 - positive(other / a) : positive(a / other);
    return x < 0 ? -y : y;
  }

  static double acos(double x) {
    return Math.PI / 2 - asin(x);
  }

  static double atan2(double y, double x) {
    if (Double.isNaN(x) || Double.isNaN(y) || x == 0 || y == 0 || Double.isInfinite(x)) {
      return StrictMath.atan2(y, x);
    }
    double q = atan(y / x);
    if (x < 0 && !Double.isInfinite(y)) {
      return q <= 0 ? q + Math.PI : q - Math.PI;
    }
    return Double.isInfinite(y) ? Math.copySign(Math.PI / 2, y) : q;
  }
}
