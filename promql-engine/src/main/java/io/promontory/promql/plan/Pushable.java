package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.ValueType;
import io.promontory.promql.ast.VectorSelector;
import java.util.Set;

/**
 * Which aggregations another server computes to the same bits.
 *
 * <p>It adds its series up in an order of its own: Prometheus in that in which they came into
 * being, where it reads nothing but its head. A compensated sum does not show that; a mean does in
 * the last bit of every fifth answer, a variance in most. {@code topk} and its kin tell equal
 * values apart by the order. None of these is for another server.
 *
 * <p>Functions are those that mean the same in every Prometheus from 3.5 on, without a flag. Left
 * out are {@code first_over_time} (behind a flag before 3.14), {@code resets} and the {@code
 * histogram_} functions (native histograms were treated otherwise), and those that look at labels
 * or at all series at once.
 */
final class Pushable {
  private static final Set<String> FUNCTIONS =
      Set.of(
          ("abs acos acosh asin asinh atan atanh avg_over_time ceil changes clamp clamp_max"
                  + " clamp_min cos cosh count_over_time day_of_month day_of_week day_of_year"
                  + " days_in_month deg delta deriv exp floor hour idelta increase irate"
                  + " last_over_time ln log10 log2 max_over_time min_over_time minute month"
                  + " predict_linear present_over_time quantile_over_time rad rate round sgn sin"
                  + " sinh sqrt stddev_over_time stdvar_over_time sum_over_time tan tanh timestamp"
                  + " year")
              .split(" "));

  private static final Set<String> NUMBERS = Set.of("pi", "time");

  private Pushable() {}

  /** Why an aggregation is not for another server; empty where it may be. */
  static String objection(Aggregation aggregation) {
    String own =
        switch (aggregation.op()) {
          case SUM, COUNT, MIN, MAX, GROUP, QUANTILE, COUNT_VALUES -> "";
          case AVG, STDDEV, STDVAR -> "its last bit depends on the order of the series";
          case TOPK, BOTTOMK -> "among equal values the order of the series decides";
          case LIMITK, LIMIT_RATIO -> "it is experimental";
        };
    if (own.isEmpty()
        && aggregation.op() == AggregationOp.QUANTILE
        && (aggregation.param() == null || !isNumber(aggregation.param()))) {
      own = "its parameter is no number";
    }
    return own.isEmpty() ? below(aggregation.expr()) : own;
  }

  private static String below(Expr expr) {
    return switch (expr) {
      case Paren e -> below(e.expr());
      case Unary e -> below(e.expr());
      case Subquery e -> below(e.expr());
      case VectorSelector e ->
          e.anchored() || e.smoothed() ? "anchored and smoothed are experimental" : "";
      case MatrixSelector e -> below(e.selector());
      case Binary e -> binary(e);
      case Call e -> call(e);
      case Aggregation e -> "it is over another aggregation";
      case NumberLiteral e -> "it is over a number";
      case StringLiteral e -> "it is over a string";
    };
  }

  private static String binary(Binary e) {
    if (e.op() == BinaryOp.TRIM_LOWER || e.op() == BinaryOp.TRIM_UPPER) {
      return e.op().text() + " is new";
    } else if (isNumber(e.rhs())) {
      return below(e.lhs());
    }
    return isNumber(e.lhs()) ? below(e.rhs()) : "it is over an operation on what is no number";
  }

  private static String call(Call call) {
    String name = call.function().name();
    if (!FUNCTIONS.contains(name)) {
      return name + " is not for a part of the series";
    }
    for (Expr argument : call.args()) {
      String objection =
          argument.type() != ValueType.SCALAR
              ? below(argument)
              : isNumber(argument) ? "" : "an argument of " + name + " is no number";
      if (!objection.isEmpty()) {
        return objection;
      }
    }
    return "";
  }

  /** True for a scalar that no series has a part in. */
  private static boolean isNumber(Expr expr) {
    return switch (expr) {
      case NumberLiteral e -> true;
      case Paren e -> isNumber(e.expr());
      case Unary e -> isNumber(e.expr());
      case Binary e -> isNumber(e.lhs()) && isNumber(e.rhs());
      case Call e -> NUMBERS.contains(e.function().name());
      default -> false;
    };
  }
}
