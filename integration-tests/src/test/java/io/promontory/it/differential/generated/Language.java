package io.promontory.it.differential.generated;

import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.function.FunctionSignature;
import io.promontory.promql.function.FunctionSignatures;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The names that generated expressions use. */
enum Language {
  /** Everything that Prometheus 3.14 knows, behind whatever flag. */
  WHOLE,
  /** What Prometheus 2.42 answers in the same way, at times off the grid of the samples. */
  UNCHANGED_SINCE_2;

  private static final Set<String> MODIFIERS =
      Set.of("unary -", "unary +", "offset", "bool", "on", "ignoring", "group_left", "group_right");
  private static final Set<String> NEWER_MODIFIERS =
      Set.of("@", "subquery", "anchored", "smoothed", "fill_left", "fill_right");

  /** Newer than 2.42, for native histograms, or answered otherwise since. */
  private static final Set<String> CHANGED =
      Set.of(
          "atan2",
          "first_over_time",
          "histogram_avg",
          "histogram_count",
          "histogram_fraction",
          "histogram_quantile",
          "histogram_stddev",
          "histogram_stdvar",
          "histogram_sum",
          "increase",
          "rate",
          "predict_linear",
          "sort",
          "sort_desc",
          "tan");

  boolean isWhole() {
    return this == WHOLE;
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>(MODIFIERS);
    for (FunctionSignature function : FunctionSignatures.all()) {
      names.add(function.name());
    }
    for (AggregationOp op : AggregationOp.values()) {
      names.add(op.text());
    }
    for (BinaryOp op : BinaryOp.values()) {
      names.add(op.text());
    }
    // Needs another flag, and data with start times.
    names.remove("start_timestamp");
    if (isWhole()) {
      names.addAll(NEWER_MODIFIERS);
    } else {
      names.removeAll(CHANGED);
      names.removeAll(List.of("</", ">/", "limitk", "limit_ratio"));
      names.removeIf(
          name -> {
            FunctionSignature function = FunctionSignatures.find(name);
            return function != null && function.experimental();
          });
    }
    return names;
  }
}
