package io.promontory.promql.ast;

import java.util.Locale;

/** The aggregation operators; {@link #text} is the keyword. */
public enum AggregationOp {
  SUM,
  AVG,
  COUNT,
  MIN,
  MAX,
  GROUP,
  STDDEV,
  STDVAR,
  TOPK,
  BOTTOMK,
  COUNT_VALUES,
  QUANTILE,
  LIMITK,
  LIMIT_RATIO;

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** True for operators that take a parameter before the vector. */
  public boolean takesParameter() {
    return switch (this) {
      case TOPK, BOTTOMK, COUNT_VALUES, QUANTILE, LIMITK, LIMIT_RATIO -> true;
      default -> false;
    };
  }

  /** True for operators behind the flag {@code promql-experimental-functions}. */
  public boolean isExperimental() {
    return this == LIMITK || this == LIMIT_RATIO;
  }
}
