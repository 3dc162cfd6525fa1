package io.promontory.promql.exec;

import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.function.FloatArithmetic;

/**
 * The binary operators on columns of floats. Slots that are absent are computed like all others;
 * their values mean nothing.
 */
final class BinaryArithmetic {
  private BinaryArithmetic() {}

  /** Writes {@code left op right} into {@code out}, which may be one of them. */
  static void compute(BinaryOp op, double[] left, double[] right, double[] out) {
    int n = out.length;
    switch (op) {
      case ADD -> {
        for (int i = 0; i < n; i++) {
          out[i] = left[i] + right[i];
        }
      }
      case SUB -> {
        for (int i = 0; i < n; i++) {
          out[i] = left[i] - right[i];
        }
      }
      case MUL -> {
        for (int i = 0; i < n; i++) {
          out[i] = left[i] * right[i];
        }
      }
      case DIV -> {
        for (int i = 0; i < n; i++) {
          out[i] = left[i] / right[i];
        }
      }
      default -> {
        for (int i = 0; i < n; i++) {
          out[i] = FloatArithmetic.compute(op, left[i], right[i]);
        }
      }
    }
  }

  /** Clears {@code present} where the comparison does not hold. */
  static void filter(BinaryOp op, double[] left, double[] right, boolean[] present) {
    for (int i = 0; i < present.length; i++) {
      present[i] &= FloatArithmetic.holds(op, left[i], right[i]);
    }
  }
}
