package io.promontory.promql.promqltest;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.At;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.print.Printer;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The same question asked at other times: every selector and subquery without {@code @} gets one
 * that fixes it at the original time; what lies inside a fixed subquery stays as it is.
 */
final class AtVariants {
  /** Functions that look at the evaluation time itself, or at the times of samples. */
  private static final Set<String> TIME_DEPENDENT =
      Set.of(
          "days_in_month",
          "day_of_month",
          "day_of_week",
          "day_of_year",
          "end",
          "hour",
          "minute",
          "month",
          "predict_linear",
          "range",
          "start",
          "step",
          "time",
          "timestamp",
          "year");

  private final At at;
  private boolean timeDependent;

  private AtVariants(long timeMs) {
    at = new At.Timestamp(timeMs);
  }

  /** An expression and when to ask it, in ms. */
  record Variant(String expression, long timeMs) {
    @Override
    public String toString() {
      return expression + " at " + timeMs + " ms";
    }
  }

  /** The variants of a question at a time; none where the answer depends on when it is asked. */
  static List<Variant> of(Expr expression, long timeMs) {
    AtVariants variants = new AtVariants(timeMs);
    String text = Printer.print(variants.fix(expression));
    if (variants.timeDependent) {
      return List.of();
    }
    LongStream times =
        timeMs == 0
            ? LongStream.of(-1000, 0, 1000)
            : LongStream.of(-10 * timeMs, 0, timeMs / 5, timeMs, 10 * timeMs);
    return times.mapToObj(time -> new Variant(text, time)).toList();
  }

  private Expr fix(Expr expression) {
    return switch (expression) {
      case NumberLiteral literal -> literal;
      case StringLiteral literal -> literal;
      case Paren p -> new Paren(fix(p.expr()), p.span());
      case Unary u -> new Unary(u.negative(), fix(u.expr()), u.span());
      case Binary b ->
          new Binary(b.op(), fix(b.lhs()), fix(b.rhs()), b.returnBool(), b.matching(), b.span());
      case Aggregation a ->
          new Aggregation(
              a.op(),
              fix(a.expr()),
              a.param() == null ? null : fix(a.param()),
              a.grouping(),
              a.without(),
              a.span());
      case Call c -> {
        timeDependent |= TIME_DEPENDENT.contains(c.function().name());
        yield new Call(c.function(), c.args().stream().map(this::fix).toList(), c.span());
      }
      case VectorSelector s -> fix(s);
      case MatrixSelector m ->
          new MatrixSelector(fix(m.selector()), m.rangeNanos(), m.rangeExpr(), m.span());
      case Subquery s ->
          new Subquery(
              s.expr(),
              s.rangeNanos(),
              s.rangeExpr(),
              s.stepNanos(),
              s.stepExpr(),
              fix(s.shift()),
              s.span());
    };
  }

  private VectorSelector fix(VectorSelector s) {
    return new VectorSelector(
        s.name(), s.matchers(), fix(s.shift()), s.anchored(), s.smoothed(), s.span());
  }

  private TimeShift fix(TimeShift shift) {
    return shift.at() instanceof At.Timestamp
        ? shift
        : new TimeShift(shift.offsetNanos(), shift.offsetExpr(), at);
  }
}
