package io.promontory.promql.math;

/** Hyperbolic sine, cosine and tangent, with the bits of Go. */
final class GoHyperbolics {
  private static final double[] SINH_P = {
    -0.2630563213397497062819489e+2,
    -0.2894211355989563807284660366e+4,
    -0.8991272022039509355398013511e+5,
    -0.6307673640497716991184787251e+6
  };
  private static final double[] SINH_Q = {
    1,
    -0.173678953558233699533450911e+3,
    0.1521517378790019070696485176e+5,
    -0.6307673640497716991212077277e+6
  };
  private static final double[] TANH_P = {
    -9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3
  };
  private static final double[] TANH_Q = {
    1, 1.12811678491632931402e2, 2.23548839060100448583e3, 4.84406305325125486048e3
  };

  /** From here on 1 / exp(x) is lost against exp(x). */
  private static final double ONE_SIDED = 21;

  private static final double TANH_IS_ONE = 0.5 * 8.8029691931113054295988e+01;

  private GoHyperbolics() {}

  static double sinh(double x) {
    double a = Math.abs(x);
    double y;
    if (a > ONE_SIDED) {
      y = GoExponential.exp(a) * 0.5;
    } else if (a > 0.5) {
      double e = GoExponential.exp(a);
      y = (e - 1 / e) * 0.5;
    } else {
      double square = a * a;
      y = Polynomial.at(square, SINH_P) * a / Polynomial.at(square, SINH_Q);
    }
    return x < 0 ? -y : Math.copySign(y, x);
  }

  static double cosh(double x) {
    double a = Math.abs(x);
    double e = GoExponential.exp(a);
    return a > ONE_SIDED ? e * 0.5 : (e + 1 / e) * 0.5;
  }

  static double tanh(double x) {
    double a = Math.abs(x);
    if (a > TANH_IS_ONE) {
      return x < 0 ? -1 : 1;
    } else if (a >= 0.625) {
      double y = 1 - 2 / (GoExponential.exp(2 * a) + 1);
      return x < 0 ? -y : y;
    } else if (x == 0) {
      return x;
    }
    double square = x * x;
    return x + x * square * Polynomial.at(square, TANH_P) / Polynomial.at(square, TANH_Q);
  }
}
