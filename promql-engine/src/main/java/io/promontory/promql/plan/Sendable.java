package io.promontory.promql.plan;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.At;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.Selectors;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.ast.Walk;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.PartQuery;

/**
 * Which expressions are for a server whose own answer counts, over series that it holds alone: all
 * but those whose words not every server knows, and those that put a vector in order, which no
 * range query keeps.
 */
final class Sendable {
  /** Of an expression that looks at no sample. */
  private static final long NOWHERE = Long.MIN_VALUE;

  private Sendable() {}

  /** Why an expression as a whole is not for another server; empty where it may be. */
  static String objection(Expr expr) {
    String own =
        switch (expr) {
          case VectorSelector e ->
              e.anchored() || e.smoothed() ? "anchored and smoothed are experimental" : "";
          case Aggregation e -> e.op().isExperimental() ? e.op().text() + " is experimental" : "";
          case Call e -> call(e);
          case Binary e -> binary(e);
          default -> "";
        };
    for (Expr child : Walk.children(expr)) {
      own = own.isEmpty() ? objection(child) : own;
    }
    return own;
  }

  private static String call(Call call) {
    String name = call.function().name();
    if (call.function().experimental()) {
      return name + " is experimental";
    }
    if (name.startsWith("absent") && hasSeveralMatchersOfOneLabel(call)) {
      return "the order of matchers shows in its labels";
    }
    return name.startsWith("sort") ? "its results are put in order here" : "";
  }

  /** A text has them in an order of its own. */
  private static boolean hasSeveralMatchersOfOneLabel(Call call) {
    return Selectors.of(call).stream()
        .map(VectorSelector::matchers)
        .anyMatch(
            matchers -> matchers.stream().map(Matcher::name).distinct().count() < matchers.size());
  }

  private static String binary(Binary e) {
    if (e.op() == BinaryOp.TRIM_LOWER || e.op() == BinaryOp.TRIM_UPPER) {
      return e.op().text() + " is new";
    }
    return e.matching() != null
            && (e.matching().fillLeft() != null || e.matching().fillRight() != null)
        ? "fill modifiers are experimental"
        : "";
  }

  /** True where samples are looked at by windows. */
  static boolean hasWindows(Expr expr) {
    return Walk.any(expr, e -> e instanceof MatrixSelector || e instanceof Subquery);
  }

  /** As {@link PartQuery#aheadMs}. */
  static long aheadMs(Expr expr) {
    return Math.max(0, newestMs(expr));
  }

  /** When the newest sample looked at may be, behind the step; negative for before it. */
  private static long newestMs(Expr expr) {
    TimeShift shift =
        switch (expr) {
          case VectorSelector e -> e.shift();
          case Subquery e -> e.shift();
          default -> TimeShift.NONE;
        };
    At at = shift.at();
    if (at != null) {
      return PartQuery.ANYWHERE;
    }
    long newest = expr instanceof VectorSelector ? 0 : NOWHERE;
    for (Expr child : Walk.children(expr)) {
      newest = Math.max(newest, newestMs(child));
    }
    return newest == NOWHERE || newest == PartQuery.ANYWHERE ? newest : newest - shift.offsetMs();
  }
}
