package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.VectorSelector;
import java.util.Set;

/** Tells which expressions have the same value at every step, so that one evaluation is enough. */
final class Invariance {
  /** Functions that look at the evaluation time, or at the time of the argument's samples. */
  private static final Set<String> TIME_DEPENDENT =
      Set.of(
          "days_in_month",
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "hour",
          "minute",
          "month",
          "year",
          "predict_linear",
          "time",
          "timestamp");

  private Invariance() {}

  static boolean isInvariant(Expr expr) {
    return switch (expr) {
      case VectorSelector selector -> selector.shift().at() != null;
      case MatrixSelector matrix -> isInvariant(matrix.selector());
      case Subquery subquery -> subquery.shift().at() != null;
      case Aggregation aggregation -> isInvariant(aggregation.expr());
      case Binary binary -> isInvariant(binary.lhs()) && isInvariant(binary.rhs());
      case Unary unary -> isInvariant(unary.expr());
      case Paren paren -> isInvariant(paren.expr());
      case Call call -> isInvariant(call);
      case NumberLiteral number -> true;
      case StringLiteral string -> true;
    };
  }

  private static boolean isInvariant(Call call) {
    if (call.function().name().equals("timestamp")
        && Exprs.unwrap(call.args().getFirst()) instanceof VectorSelector selector) {
      return isInvariant(selector);
    }
    return !TIME_DEPENDENT.contains(call.function().name())
        && call.args().stream().allMatch(Invariance::isInvariant);
  }
}
