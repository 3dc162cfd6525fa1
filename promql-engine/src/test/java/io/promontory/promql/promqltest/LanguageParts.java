package io.promontory.promql.promqltest;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.At;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.DurationExpr;
import io.promontory.promql.ast.DurationOp;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.VectorMatching;
import io.promontory.promql.ast.VectorMatching.Cardinality;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.ast.Walk;
import io.promontory.series.matcher.Matcher;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names the parts of the language that an expression uses. */
final class LanguageParts {
  /** Everything but functions, aggregations, operators and matchers. */
  static final List<String> MODIFIERS =
      Stream.of(
              "offset back, offset ahead, offset computed, @ time, @ start(), @ end()",
              "range, range computed, subquery, subquery default step, subquery computed",
              "anchored range, smoothed range, smoothed instant",
              "bool, on, ignoring, group_left, group_left labels, group_right",
              "group_right labels, fill, fill_left, fill_right",
              "by, without, unary -, unary +")
          .flatMap(line -> Stream.of(line.split(", ")))
          .toList();

  private LanguageParts() {}

  static String function(String name) {
    return name + "()";
  }

  static String aggregation(AggregationOp op) {
    return "aggregation " + op.text();
  }

  static String operator(BinaryOp op) {
    return "operator " + op.text();
  }

  static String duration(DurationOp op) {
    return "duration " + op.text();
  }

  static String matcher(Matcher.Type type) {
    return "matcher " + type.text();
  }

  /** Adds what an expression and everything below it uses. */
  static void collect(Expr root, Set<String> parts) {
    Walk.forEach(root, expr -> one(expr, parts));
  }

  private static void one(Expr expr, Set<String> parts) {
    switch (expr) {
      case Call call -> parts.add(function(call.function().name()));
      case Aggregation aggregation -> {
        parts.add(aggregation(aggregation.op()));
        if (!aggregation.grouping().isEmpty()) {
          parts.add(aggregation.without() ? "without" : "by");
        }
      }
      case Binary binary -> binary(binary, parts);
      case Unary unary -> parts.add(unary.negative() ? "unary -" : "unary +");
      case VectorSelector selector -> {
        selector.matchers().forEach(m -> parts.add(matcher(m.type())));
        shift(selector.shift(), parts);
        if (selector.smoothed()) {
          parts.add("smoothed instant");
        }
      }
      case MatrixSelector matrix -> {
        parts.add("range");
        computed("range", matrix.rangeExpr(), parts);
        if (matrix.selector().anchored()) {
          parts.add("anchored range");
        } else if (matrix.selector().smoothed()) {
          parts.add("smoothed range");
        }
      }
      case Subquery subquery -> {
        boolean computed = subquery.stepExpr() != null;
        parts.add(computed || subquery.stepNanos() > 0 ? "subquery" : "subquery default step");
        computed("subquery", subquery.rangeExpr(), parts);
        computed("subquery", subquery.stepExpr(), parts);
        shift(subquery.shift(), parts);
      }
      default -> {}
    }
  }

  private static void binary(Binary binary, Set<String> parts) {
    parts.add(operator(binary.op()));
    if (binary.returnBool()) {
      parts.add("bool");
    }
    VectorMatching matching = binary.matching();
    if (matching == null) {
      return;
    }
    if (matching.on() || !matching.labels().isEmpty()) {
      parts.add(matching.on() ? "on" : "ignoring");
    }
    if (matching.cardinality() == Cardinality.MANY_TO_ONE) {
      parts.add(matching.include().isEmpty() ? "group_left" : "group_left labels");
    } else if (matching.cardinality() == Cardinality.ONE_TO_MANY) {
      parts.add(matching.include().isEmpty() ? "group_right" : "group_right labels");
    }
    if (matching.fillLeft() != null) {
      parts.add(matching.fillRight() != null ? "fill" : "fill_left");
    } else if (matching.fillRight() != null) {
      parts.add("fill_right");
    }
  }

  private static void shift(TimeShift shift, Set<String> parts) {
    if (shift.offsetNanos() != 0) {
      parts.add(shift.offsetNanos() > 0 ? "offset back" : "offset ahead");
    }
    computed("offset", shift.offsetExpr(), parts);
    switch (shift.at()) {
      case null -> {}
      case At.Timestamp _ -> parts.add("@ time");
      case At.Start _ -> parts.add("@ start()");
      case At.End _ -> parts.add("@ end()");
    }
  }

  private static void computed(String where, @Nullable DurationExpr expr, Set<String> parts) {
    if (expr != null) {
      parts.add(where + " computed");
      durations(expr, parts);
    }
  }

  private static void durations(@Nullable DurationExpr expr, Set<String> parts) {
    if (expr instanceof DurationExpr.Operation operation) {
      parts.add(duration(operation.op()));
      durations(operation.lhs(), parts);
      durations(operation.rhs(), parts);
    }
  }
}
