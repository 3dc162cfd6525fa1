package io.promontory.promql.print;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.At;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.DurationExpr;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.VectorMatching;
import io.promontory.promql.ast.VectorMatching.Cardinality;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.series.labels.LabelNames;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.GoFloats;
import io.promontory.series.text.GoStrings;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints expressions on one line in Prometheus' canonical form: matchers sorted, durations in
 * normal units, {@code by} before the argument, {@code @} with three decimals.
 */
public final class Printer {
  private final StringBuilder out = new StringBuilder();
  private final @Nullable Map<Expr, Span> places;

  private Printer(@Nullable Map<Expr, Span> places) {
    this.places = places;
  }

  public static String print(Expr expr) {
    Printer printer = new Printer(null);
    printer.append(expr);
    return printer.out.toString();
  }

  /** What is printed in front of the parenthesis of an aggregation. */
  static String head(Aggregation aggregation) {
    Printer printer = new Printer(null);
    printer.appendHead(aggregation);
    return printer.out.toString();
  }

  /** The operator of an operation with its modifiers. */
  static String operator(Binary binary) {
    Printer printer = new Printer(null);
    printer.appendOperator(binary);
    return printer.out.toString();
  }

  /** What follows the expression of a subquery: {@code [5m:1m] @ 10.000 offset 1m}. */
  static String suffix(Subquery subquery) {
    Printer printer = new Printer(null);
    printer.appendSuffix(subquery);
    return printer.out.toString();
  }

  /** A text, and where in it (in UTF-16 units) each expression stands. */
  record Printed(String text, Map<Expr, Span> places) {
    String of(Expr expr) {
      Span place = place(expr);
      return text.substring(place.start(), place.end());
    }

    int length(Expr expr) {
      Span place = place(expr);
      return place.end() - place.start();
    }

    private Span place(Expr expr) {
      Span place = places.get(expr);
      if (place == null) {
        throw new IllegalArgumentException("not printed: " + expr);
      }
      return place;
    }
  }

  static Printed printWithPlaces(Expr expr) {
    Map<Expr, Span> places = new IdentityHashMap<>();
    Printer printer = new Printer(places);
    printer.append(expr);
    return new Printed(printer.out.toString(), places);
  }

  private void append(Expr expr) {
    int start = out.length();
    switch (expr) {
      case Aggregation e -> {
        appendHead(e);
        out.append('(');
        if (e.param() != null) {
          append(e.param());
          out.append(", ");
        }
        append(e.expr());
        out.append(')');
      }
      case Binary e -> {
        append(e.lhs());
        out.append(' ');
        appendOperator(e);
        out.append(' ');
        append(e.rhs());
      }
      case Call e -> appendCall(e);
      case MatrixSelector e -> appendMatrix(e);
      case NumberLiteral e -> DurationPrinter.appendNumber(out, e.value(), e.duration());
      case Paren e -> {
        out.append('(');
        append(e.expr());
        out.append(')');
      }
      case StringLiteral e -> out.append(GoStrings.quote(e.value()));
      case Subquery e -> {
        append(e.expr());
        appendSuffix(e);
      }
      case Unary e -> {
        out.append(e.negative() ? '-' : '+');
        append(e.expr());
      }
      case VectorSelector e -> {
        appendSelection(e);
        appendAt(e.shift().at());
        appendEdge(e);
        appendOffset(e.shift());
      }
    }
    if (places != null) {
      places.put(expr, new Span(start, out.length()));
    }
  }

  private void appendHead(Aggregation e) {
    out.append(e.op().text());
    if (e.without() || !e.grouping().isEmpty()) {
      out.append(e.without() ? " without (" : " by (");
      appendLabels(e.grouping());
      out.append(") ");
    }
  }

  private void appendCall(Call e) {
    out.append(e.function().name()).append('(');
    String separator = "";
    for (Expr arg : e.args()) {
      out.append(separator);
      append(arg);
      separator = ", ";
    }
    out.append(')');
  }

  private void appendOperator(Binary e) {
    out.append(e.op().text());
    if (e.returnBool()) {
      out.append(" bool");
    }
    VectorMatching matching = e.matching();
    if (matching == null) {
      return;
    }
    boolean grouped =
        matching.cardinality() == Cardinality.MANY_TO_ONE
            || matching.cardinality() == Cardinality.ONE_TO_MANY;
    if (!matching.labels().isEmpty() || matching.on() || grouped) {
      out.append(matching.on() ? " on (" : " ignoring (");
      appendLabels(matching.labels());
      out.append(')');
    }
    if (grouped) {
      boolean left = matching.cardinality() == Cardinality.MANY_TO_ONE;
      out.append(left ? " group_left (" : " group_right (");
      appendLabels(matching.include());
      out.append(')');
    }
    appendFill(matching.fillLeft(), matching.fillRight());
  }

  private void appendFill(@Nullable Double left, @Nullable Double right) {
    if (left != null && right != null && left.doubleValue() == right.doubleValue()) {
      out.append(" fill (").append(GoFloats.general(left)).append(')');
      return;
    }
    if (left != null) {
      out.append(" fill_left (").append(GoFloats.general(left)).append(')');
    }
    if (right != null) {
      out.append(" fill_right (").append(GoFloats.general(right)).append(')');
    }
  }

  private void appendLabels(List<String> labels) {
    String separator = "";
    for (String label : labels) {
      out.append(separator);
      out.append(LabelNames.isLegacyLabelName(label) ? label : GoStrings.quote(label));
      separator = ", ";
    }
  }

  private void appendMatrix(MatrixSelector e) {
    appendSelection(e.selector());
    out.append('[');
    appendDuration(e.rangeNanos(), e.rangeExpr());
    out.append(']');
    appendEdge(e.selector());
    appendAt(e.selector().shift().at());
    appendOffset(e.selector().shift());
  }

  private void appendSuffix(Subquery e) {
    out.append('[');
    appendDuration(e.rangeNanos(), e.rangeExpr());
    out.append(':');
    if (e.stepNanos() != 0 || e.stepExpr() != null) {
      appendDuration(e.stepNanos(), e.stepNanos() != 0 ? null : e.stepExpr());
    }
    out.append(']');
    appendAt(e.shift().at());
    appendOffset(e.shift());
  }

  private void appendSelection(VectorSelector e) {
    List<String> matchers =
        e.matchers().stream()
            .filter(matcher -> !isNameOf(e, matcher))
            .map(Matcher::toString)
            .sorted(Utf8Order.INSTANCE)
            .toList();
    out.append(e.name());
    if (!matchers.isEmpty()) {
      out.append('{').append(String.join(",", matchers)).append('}');
    }
  }

  private static boolean isNameOf(VectorSelector e, Matcher matcher) {
    return matcher.name().equals(Labels.METRIC_NAME)
        && matcher.type() == Matcher.Type.EQ
        && matcher.value().equals(e.name())
        && !e.name().isEmpty();
  }

  private void appendEdge(VectorSelector e) {
    out.append(e.anchored() ? " anchored" : e.smoothed() ? " smoothed" : "");
  }

  private void appendAt(@Nullable At at) {
    switch (at) {
      case null -> {}
      case At.Start start -> out.append(" @ start()");
      case At.End end -> out.append(" @ end()");
      case At.Timestamp timestamp ->
          out.append(" @ ")
              .append(
                  new BigDecimal(timestamp.ms() / 1000.0)
                      .setScale(3, RoundingMode.HALF_EVEN)
                      .toPlainString());
    }
  }

  private void appendOffset(TimeShift shift) {
    if (shift.offsetExpr() != null) {
      out.append(" offset ");
      DurationPrinter.append(out, shift.offsetExpr());
    } else if (shift.offsetNanos() > 0) {
      out.append(" offset ").append(GoDurations.print(shift.offsetNanos()));
    } else if (shift.offsetNanos() < 0) {
      out.append(" offset -").append(GoDurations.print(-shift.offsetNanos()));
    }
  }

  private void appendDuration(long nanos, @Nullable DurationExpr expr) {
    if (expr == null) {
      out.append(GoDurations.print(nanos));
    } else {
      DurationPrinter.append(out, expr);
    }
  }
}
