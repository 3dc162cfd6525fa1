package io.promontory.rules.backtest;

import io.promontory.promql.ast.At;
import io.promontory.promql.ast.DurationExpr;
import io.promontory.promql.ast.DurationOp;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.ast.Walk;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How expressions reach through time. */
final class Reach {
  private Reach() {}

  /**
   * How far into the past an expression looks, at most; offsets that are computed count nothing.
   */
  static Duration past(Expr expr, Duration lookback) {
    return switch (expr) {
      case VectorSelector e -> lookback.plus(shift(e.shift()));
      case MatrixSelector e ->
          Duration.ofNanos(e.rangeNanos()).plus(shift(e.selector().shift())).plus(lookback);
      case Subquery e ->
          Duration.ofNanos(e.rangeNanos()).plus(shift(e.shift())).plus(past(e.expr(), lookback));
      default ->
          Walk.children(expr).stream()
              .map(child -> past(child, lookback))
              .max(Duration::compareTo)
              .orElse(Duration.ZERO);
    };
  }

  private static Duration shift(TimeShift shift) {
    return Duration.ofNanos(Math.max(0, shift.offsetNanos()));
  }

  /**
   * Whether an expression means another thing in a range query than at each of its steps: where it
   * speaks of the start, the end or the step of the query.
   */
  static boolean dependsOnRange(Expr expr) {
    return Walk.any(
        expr,
        node ->
            switch (node) {
              case VectorSelector e -> dependsOnRange(e.shift());
              case MatrixSelector e -> dependsOnRange(e.rangeExpr());
              case Subquery e ->
                  dependsOnRange(e.shift())
                      || dependsOnRange(e.rangeExpr())
                      || dependsOnRange(e.stepExpr());
              default -> false;
            });
  }

  private static boolean dependsOnRange(TimeShift shift) {
    return shift.at() instanceof At.Start
        || shift.at() instanceof At.End
        || dependsOnRange(shift.offsetExpr());
  }

  private static boolean dependsOnRange(@Nullable DurationExpr expr) {
    return expr instanceof DurationExpr.Operation operation
        && (operation.op() == DurationOp.STEP
            || operation.op() == DurationOp.RANGE
            || dependsOnRange(operation.lhs())
            || dependsOnRange(operation.rhs()));
  }
}
