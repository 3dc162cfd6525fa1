package io.promontory.it.differential;

import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.function.FunctionSignature;
import io.promontory.promql.function.FunctionSignatures;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names that a differential run must have answered: all functions, aggregations and operators
 * of floats that are not experimental.
 */
final class Scope {
  /** These read native histograms only, or yield no value. */
  private static final Set<String> HISTOGRAMS_ONLY =
      Set.of(
          "histogram_avg",
          "histogram_count",
          "histogram_sum",
          "histogram_stddev",
          "histogram_stdvar");

  /** Unknown to 2.x, or there for native histograms only. */
  private static final Set<String> SINCE_3 = Set.of("first_over_time", "histogram_fraction");

  private Scope() {}

  static Set<String> names(boolean modern) {
    Set<String> names = new TreeSet<>(List.of("unary -", "unary +", "subquery", "@", "offset"));
    for (FunctionSignature function : FunctionSignatures.all()) {
      boolean known = modern || !SINCE_3.contains(function.name());
      if (!function.experimental() && !HISTOGRAMS_ONLY.contains(function.name()) && known) {
        names.add(function.name());
      }
    }
    for (AggregationOp op : AggregationOp.values()) {
      if (!op.isExperimental()) {
        names.add(op.text());
      }
    }
    for (BinaryOp op : BinaryOp.values()) {
      if (op != BinaryOp.TRIM_LOWER && op != BinaryOp.TRIM_UPPER) {
        names.add(op.text());
      }
    }
    return names;
  }
}
