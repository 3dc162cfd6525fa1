package io.promontory.series.chunk;

import java.util.Set;

/** What a function wants to know of a window of samples, where only aggregates are left of it. */
public enum Reduction {
  /** Their mean, by sum and count: the nearest to a sample. */
  MEAN(Set.of(Aggregate.COUNT, Aggregate.SUM)),
  /** How many there were. */
  COUNT(Set.of(Aggregate.COUNT)),
  SUM(Set.of(Aggregate.SUM)),
  MIN(Set.of(Aggregate.MIN)),
  MAX(Set.of(Aggregate.MAX)),
  /** The last one, as far as a counter's increase goes. */
  COUNTER(Set.of(Aggregate.COUNTER, Aggregate.COUNT, Aggregate.SUM)),
  /** What falls where a counter was reset: the least float if it is there, else the counter. */
  RESETS(Set.of(Aggregate.COUNTER, Aggregate.COUNT, Aggregate.SUM));

  private final Set<Aggregate> aggregates;

  Reduction(Set<Aggregate> aggregates) {
    this.aggregates = aggregates;
  }

  /** The aggregates that it cannot do without. */
  public Set<Aggregate> aggregates() {
    return aggregates;
  }

  /**
   * The reduction for the function or aggregation around a selector.
   *
   * @param function its name in PromQL, empty for none
   */
  public static Reduction of(String function) {
    return switch (function) {
      case "min", "min_over_time", "ts_of_min_over_time" -> MIN;
      case "max", "max_over_time", "ts_of_max_over_time" -> MAX;
      case "sum_over_time" -> SUM;
      case "count", "group", "count_over_time", "present_over_time", "absent", "absent_over_time" ->
          COUNT;
      case "rate", "increase", "irate" -> COUNTER;
      case "resets" -> RESETS;
      default -> MEAN;
    };
  }
}
