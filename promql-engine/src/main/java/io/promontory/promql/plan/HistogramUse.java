package io.promontory.promql.plan;

import io.promontory.promql.ast.BinaryOp;

/** What of the native histograms of a selector the expression around it looks at. */
enum HistogramUse {
  /** Nothing above has decided. */
  OPEN,
  /** Count and sum. */
  COUNTS,
  /** Buckets too, whatever lies below. */
  BUCKETS;

  HistogramUse function(String name) {
    return switch (name) {
      case "histogram_count", "histogram_sum", "histogram_avg" -> this == OPEN ? COUNTS : this;
      case "histogram_quantile", "histogram_quantiles", "histogram_fraction" -> BUCKETS;
      default -> this;
    };
  }

  HistogramUse binary(BinaryOp op) {
    return op == BinaryOp.TRIM_LOWER || op == BinaryOp.TRIM_UPPER ? BUCKETS : this;
  }
}
