package io.promontory.promql.math;

/** Polynomials by Horner's rule, highest power first. */
final class Polynomial {
  private Polynomial() {}

  static double at(double x, double... coefficients) {
    double sum = coefficients[0];
    for (int i = 1; i < coefficients.length; i++) {
      sum = sum * x + coefficients[i];
    }
    return sum;
  }
}
