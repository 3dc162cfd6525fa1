package io.promontory.promql.print;

import io.promontory.promql.ast.DurationExpr;
import io.promontory.promql.ast.DurationOp;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.GoFloats;
import org.jspecify.annotations.Nullable;

/** Prints duration expressions, and numbers that may be written as durations. */
final class DurationPrinter {
  private DurationPrinter() {}

  static void append(StringBuilder out, DurationExpr duration) {
    switch (duration) {
      case DurationExpr.Literal e -> appendNumber(out, e.seconds(), e.duration());
      case DurationExpr.Operation e -> {
        out.append(e.wrapped() ? "(" : "");
        appendOperation(out, e);
        out.append(e.wrapped() ? ")" : "");
      }
    }
  }

  /** A number; where it was written as a duration, that of so many seconds. */
  static void appendNumber(StringBuilder out, double value, boolean duration) {
    if (!duration) {
      out.append(GoFloats.fixed(value));
      return;
    }
    out.append(value < 0 ? "-" : "").append(GoDurations.print((long) (Math.abs(value) * 1e9)));
  }

  private static void appendOperation(StringBuilder out, DurationExpr.Operation e) {
    switch (e.op()) {
      case STEP, RANGE -> out.append(e.op().text()).append("()");
      case MIN_OF, MAX_OF -> {
        out.append(e.op().text()).append('(');
        appendNullable(out, e.lhs());
        out.append(", ");
        appendNullable(out, e.rhs());
        out.append(')');
      }
      default -> {
        if (e.lhs() != null) {
          append(out, e.lhs());
          out.append(' ').append(e.op().text()).append(' ');
        } else if (e.op() == DurationOp.SUB) {
          out.append('-');
        }
        appendNullable(out, e.rhs());
      }
    }
  }

  private static void appendNullable(StringBuilder out, @Nullable DurationExpr operand) {
    if (operand != null) {
      append(out, operand);
    }
  }
}
