package io.promontory.promql.math;

/** Sine, cosine and tangent by the Cephes library's polynomials, with the bits of Go. */
final class GoTrigonometry {
  private static final double[] SIN = {
    1.58962301576546568060e-10,
    -2.50507477628578072866e-8,
    2.75573136213857245213e-6,
    -1.98412698295895385996e-4,
    8.33333333332211858878e-3,
    -1.66666666666666307295e-1
  };
  private static final double[] COS = {
    -1.13585365213876817300e-11,
    2.08757008419747316778e-9,
    -2.75573141792967388112e-7,
    2.48015872888517045348e-5,
    -1.38888888888730564116e-3,
    4.16666666666665929218e-2
  };
  private static final double[] TAN_P = {
    -1.30936939181383777646e4, 1.15351664838587416140e6, -1.79565251976484877988e7
  };
  private static final double[] TAN_Q = {
    1,
    1.36812963470692954678e4,
    -1.32089234440210967447e6,
    2.50083801823357915839e7,
    -5.38695755929454629881e7
  };

  private GoTrigonometry() {}

  static double sin(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return x - (Double.isInfinite(x) ? x : 0);
    }
    OctantReduction angle = OctantReduction.of(Math.abs(x));
    boolean negative = x < 0 ^ angle.octant() > 3;
    double y = (angle.octant() & 3) == 2 ? cosNearZero(angle.rest()) : sinNearZero(angle.rest());
    return negative ? -y : y;
  }

  static double cos(double x) {
    if (!Double.isFinite(x)) {
      return Double.NaN;
    }
    OctantReduction angle = OctantReduction.of(Math.abs(x));
    boolean negative = angle.octant() == 2 || angle.octant() == 4;
    double y = (angle.octant() & 3) == 2 ? sinNearZero(angle.rest()) : cosNearZero(angle.rest());
    return negative ? -y : y;
  }

  static double tan(double x) {
    if (x == 0 || !Double.isFinite(x)) {
      return x - (Double.isInfinite(x) ? x : 0);
    }
    OctantReduction angle = OctantReduction.of(Math.abs(x));
    double z = angle.rest();
    double zz = z * z;
    double y = zz > 1e-14 ? z + z * (zz * Polynomial.at(zz, TAN_P) / Polynomial.at(zz, TAN_Q)) : z;
    double turned = (angle.octant() & 2) == 2 ? -1 / y : y;
    return x < 0 ? -turned : turned;
  }

  private static double sinNearZero(double z) {
    double zz = z * z;
    return z + z * zz * Polynomial.at(zz, SIN);
  }

  private static double cosNearZero(double z) {
    double zz = z * z;
    return 1.0 - 0.5 * zz + zz * zz * Polynomial.at(zz, COS);
  }
}
