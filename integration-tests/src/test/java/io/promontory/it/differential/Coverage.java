package io.promontory.it.differential;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.VectorMatching;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.ast.Walk;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Counts what a run exercised, so that a catalogue of empty answers does not pass for a proof. */
public final class Coverage {
  private final Map<String, Integer> answersByName = new TreeMap<>();
  private int total;
  private int emptyOrError;
  private int ranges;

  public void add(Case query, boolean nonEmpty) {
    total++;
    ranges += query.isRange() ? 1 : 0;
    if (!nonEmpty) {
      emptyOrError++;
      return;
    }
    try {
      Set<String> names = new TreeSet<>();
      Walk.forEach(
          PromQlParser.parse(query.expr(), FeatureFlags.ALL_SYNTAX), one -> collect(one, names));
      names.forEach(name -> answersByName.merge(name, 1, Integer::sum));
    } catch (ParseException e) {
      throw new AssertionError("answered, but does not parse here: " + query.expr(), e);
    }
  }

  public int total() {
    return total;
  }

  public double emptyOrErrorShare() {
    return (double) emptyOrError / total;
  }

  public double rangeShare() {
    return (double) ranges / total;
  }

  public int answers(String name) {
    return answersByName.getOrDefault(name, 0);
  }

  /** The names in scope with fewer non-empty answers than there should be. */
  public Set<String> thin(Set<String> inScope, int leastAnswers) {
    Set<String> thin = new TreeSet<>();
    for (String name : inScope) {
      if (answers(name) < leastAnswers) {
        thin.add(name + ": " + answers(name));
      }
    }
    return thin;
  }

  private static void collect(Expr expr, Set<String> names) {
    switch (expr) {
      case Call call -> names.add(call.function().name());
      case Aggregation aggregation -> names.add(aggregation.op().text());
      case Unary unary -> names.add("unary " + (unary.negative() ? "-" : "+"));
      case Binary binary -> {
        names.add(binary.op().text());
        if (binary.returnBool()) {
          names.add("bool");
        }
        if (binary.matching() != null) {
          collect(binary.matching(), names);
        }
      }
      case Subquery subquery -> {
        names.add("subquery");
        collect(subquery.shift(), names);
      }
      case VectorSelector selector -> {
        collect(selector.shift(), names);
        if (selector.anchored() || selector.smoothed()) {
          names.add(selector.anchored() ? "anchored" : "smoothed");
        }
      }
      default -> {}
    }
  }

  private static void collect(TimeShift shift, Set<String> names) {
    if (shift.at() != null) {
      names.add("@");
    }
    if (shift.offsetMs() != 0) {
      names.add("offset");
    }
  }

  private static void collect(VectorMatching matching, Set<String> names) {
    if (!matching.labels().isEmpty()) {
      names.add(matching.on() ? "on" : "ignoring");
    }
    switch (matching.cardinality()) {
      case MANY_TO_ONE -> names.add("group_left");
      case ONE_TO_MANY -> names.add("group_right");
      default -> {}
    }
    if (matching.fillLeft() != null) {
      names.add("fill_left");
    }
    if (matching.fillRight() != null) {
      names.add("fill_right");
    }
  }
}
