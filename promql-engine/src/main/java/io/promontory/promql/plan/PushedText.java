package io.promontory.promql.plan;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.At;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.ast.Walk;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.promql.print.Printer;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An expression as another server is to read it: by itself, with nothing in it that hangs on the
 * query it is taken from, on settings of ours, or on labels that the server does not have.
 *
 * @param text in the canonical form
 * @param positions from byte offsets in the text to places in the query
 */
record PushedText(String text, Map<Integer, Span> positions) {
  /** Nothing to ask. */
  static final PushedText NONE = new PushedText("", Map.of());

  /**
   * Writes an expression for a server.
   *
   * @param query whose start and end are meant by {@code @}
   * @param subqueryStepMs of subqueries that name none
   * @param hidden labels of ours that series do not have there
   * @return null where the text would not be read as it is meant
   */
  static @Nullable PushedText of(
      Expr expression, StepGrid query, long subqueryStepMs, Labels hidden) {
    Expr alone =
        Walk.transform(
            expression,
            expr ->
                switch (expr) {
                  case Subquery e -> alone(e, query, subqueryStepMs);
                  case VectorSelector e -> alone(e, query, hidden);
                  case NumberLiteral e -> new NumberLiteral(e.value(), false, e.span());
                  case Aggregation e -> alone(e, hidden);
                  case Paren e when isOneWord(e.expr()) -> e.expr();
                  default -> expr;
                });
    String text = Printer.print(alone);
    try {
      Expr read = PromQlParser.parse(text, FeatureFlags.NONE);
      Map<Integer, Span> positions = new HashMap<>();
      if (!(alone instanceof Aggregation)) {
        positions.put(0, alone.span());
      }
      return Printer.print(read).equals(text) && match(read, alone, positions)
          ? new PushedText(text, positions)
          : null;
    } catch (ParseException e) {
      return null;
    }
  }

  private static Expr alone(Subquery e, StepGrid query, long subqueryStepMs) {
    long step = e.stepMs() == 0 ? subqueryStepMs * 1_000_000 : e.stepNanos();
    return new Subquery(
        e.expr(), e.rangeNanos(), null, step, null, alone(e.shift(), query), e.span());
  }

  private static Expr alone(VectorSelector e, StepGrid query, Labels hidden) {
    return new VectorSelector(
        e.name(),
        e.matchers().stream().filter(matcher -> !hidden.has(matcher.name())).toList(),
        alone(e.shift(), query),
        e.anchored(),
        e.smoothed(),
        e.span());
  }

  /** True for what binds closer than any operator, with parentheses around it or without. */
  private static boolean isOneWord(Expr expr) {
    return expr instanceof VectorSelector || expr instanceof Call;
  }

  private static TimeShift alone(TimeShift shift, StepGrid query) {
    At at =
        switch (shift.at()) {
          case null -> null;
          case At.Timestamp time -> time;
          case At.Start start -> new At.Timestamp(query.startMs());
          case At.End end -> new At.Timestamp(query.endMs());
        };
    return new TimeShift(shift.offsetNanos(), null, at);
  }

  /** A label of the server's own by the name of a hidden one is not seen here. */
  private static Expr alone(Aggregation e, Labels hidden) {
    TreeSet<String> grouping = new TreeSet<>(e.grouping());
    for (int i = 0; i < hidden.size(); i++) {
      if (e.without()) {
        grouping.add(hidden.name(i));
      } else {
        grouping.remove(hidden.name(i));
      }
    }
    return new Aggregation(
        e.op(), e.expr(), e.param(), List.copyOf(grouping), e.without(), e.span());
  }

  /**
   * Notes where each part of a text stands in the query; false where the two are not the same.
   * Nothing is noted about the aggregation as a whole, at offset 0: remarks that point there have
   * no place of their own.
   */
  private static boolean match(Expr read, Expr meant, Map<Integer, Span> positions) {
    List<Expr> parts = new ArrayList<>(Walk.children(read));
    List<Expr> meanings = new ArrayList<>(Walk.children(meant));
    if (read.getClass() != meant.getClass() || parts.size() != meanings.size()) {
      return false;
    }
    if (read.span().start() > 0) {
      positions.putIfAbsent(read.span().start(), meant.span());
    }
    for (int i = 0; i < parts.size(); i++) {
      if (!match(parts.get(i), meanings.get(i), positions)) {
        return false;
      }
    }
    return true;
  }
}
