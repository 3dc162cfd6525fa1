package io.promontory.promql.exec;

import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.math.GoMath;

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
          out[i] = compute(op, left[i], right[i]);
        }
      }
    }
  }

  /** One element; comparisons give 0 or 1. */
  static double compute(BinaryOp op, double left, double right) {
    return switch (op) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> left / right;
      case MOD -> GoMath.mod(left, right);
      case POW -> GoMath.pow(left, right);
      case ATAN2 -> GoMath.atan2(left, right);
      case EQL, NEQ, GTR, LSS, GTE, LTE -> holds(op, left, right) ? 1 : 0;
      case TRIM_UPPER, TRIM_LOWER, AND, OR, UNLESS ->
          throw new IllegalArgumentException(
              "operator " + op.text() + " does not compute with floats");
    };
  }

  /** Clears {@code present} where the comparison does not hold. */
  static void filter(BinaryOp op, double[] left, double[] right, boolean[] present) {
    for (int i = 0; i < present.length; i++) {
      present[i] &= holds(op, left[i], right[i]);
    }
  }

  private static boolean holds(BinaryOp op, double left, double right) {
    return switch (op) {
      case EQL -> left == right;
      case NEQ -> left != right;
      case GTR -> left > right;
      case LSS -> left < right;
      case GTE -> left >= right;
      case LTE -> left <= right;
      default -> throw new IllegalArgumentException("operator " + op.text() + " does not compare");
    };
  }
}
