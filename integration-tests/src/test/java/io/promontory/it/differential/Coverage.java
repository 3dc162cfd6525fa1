package io.promontory.it.differential;

import io.promontory.promql.FeatureFlags;
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
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what a run exercised, so that a catalogue of empty answers does not pass for a proof. */
final class Coverage {
  private static final int LEAST_ANSWERS = 3;

  private final Map<String, Integer> answersByName = new TreeMap<>();
  private int total;
  private int emptyOrError;
  private int ranges;

  void add(Case query, boolean nonEmpty) {
    total++;
    ranges += query.isRange() ? 1 : 0;
    if (!nonEmpty) {
      emptyOrError++;
      return;
    }
    try {
      Set<String> names = new TreeSet<>();
      collect(PromQlParser.parse(query.expr(), FeatureFlags.NONE), names);
      names.forEach(name -> answersByName.merge(name, 1, Integer::sum));
    } catch (ParseException e) {
      throw new AssertionError("answered, but does not parse here: " + query.expr(), e);
    }
  }

  int total() {
    return total;
  }

  double emptyOrErrorShare() {
    return (double) emptyOrError / total;
  }

  double rangeShare() {
    return (double) ranges / total;
  }

  /** The names in scope with fewer than three non-empty answers. */
  Set<String> thin(Set<String> inScope) {
    Set<String> thin = new TreeSet<>();
    for (String name : inScope) {
      int answers = answersByName.getOrDefault(name, 0);
      if (answers < LEAST_ANSWERS) {
        thin.add(name + ": " + answers);
      }
    }
    return thin;
  }

  private static void collect(Expr expr, Set<String> names) {
    switch (expr) {
      case Call call -> {
        names.add(call.function().name());
        call.args().forEach(arg -> collect(arg, names));
      }
      case Aggregation aggregation -> {
        names.add(aggregation.op().text());
        collect(aggregation.expr(), names);
        if (aggregation.param() != null) {
          collect(aggregation.param(), names);
        }
      }
      case Binary binary -> {
        names.add(binary.op().text());
        collect(binary.lhs(), names);
        collect(binary.rhs(), names);
      }
      case Unary unary -> {
        names.add("unary " + (unary.negative() ? "-" : "+"));
        collect(unary.expr(), names);
      }
      case Subquery subquery -> {
        names.add("subquery");
        collect(subquery.expr(), names);
      }
      case Paren paren -> collect(paren.expr(), names);
      case MatrixSelector matrix -> collect(matrix.selector(), names);
      case VectorSelector selector -> {
        if (selector.shift().at() != null) {
          names.add("@");
        }
        if (selector.shift().offsetMs() != 0) {
          names.add("offset");
        }
      }
      case NumberLiteral ignored -> {}
      case StringLiteral ignored -> {}
    }
  }
}
