package io.promontory.promql.function;

import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.math.GoMath;
import io.promontory.series.text.GoStrings;

/** The binary operators on two floats. */
public final class FloatArithmetic {
  private FloatArithmetic() {}

  /**
   * The result; comparisons give 0 or 1.
   *
   * @throws QueryException for the operators that trim histograms
   */
  public static double compute(BinaryOp op, double left, double right) {
    return switch (op) {
      case ADD -> left + right;
      case SUB -> left - right;
      case MUL -> left * right;
      case DIV -> left / right;
      case MOD -> GoMath.mod(left, right);
      case POW -> GoMath.pow(left, right);
      case ATAN2 -> GoMath.atan2(left, right);
      case EQL, NEQ, GTR, LSS, GTE, LTE -> holds(op, left, right) ? 1 : 0;
      case TRIM_UPPER, TRIM_LOWER ->
          throw new QueryException(
              QueryException.Kind.EXECUTION,
              "operator " + GoStrings.quote(op.text()) + " not allowed for Scalar operations");
      case AND, OR, UNLESS ->
          throw new IllegalArgumentException(
              "operator " + op.text() + " does not compute with floats");
    };
  }

  /** Whether a comparison holds. */
  public static boolean holds(BinaryOp op, double left, double right) {
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
