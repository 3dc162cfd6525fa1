package io.promontory.promql.exec;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts samples for the query's statistics.
 *
 * <p>A count below a repeated node counts once for each repetition as seen in windows; a count
 * below a subquery is only read, since the windows over the subquery count its results.
 */
final class SampleCounts {
  private final LongAdder queryable;
  private final LongAdder read;
  private final long weight;

  SampleCounts() {
    this(new LongAdder(), new LongAdder(), 1);
  }

  private SampleCounts(LongAdder queryable, LongAdder read, long weight) {
    this.queryable = queryable;
    this.read = read;
    this.weight = weight;
  }

  SampleCounts repeated(long times) {
    return new SampleCounts(queryable, read, weight * times);
  }

  SampleCounts belowSubquery() {
    return new SampleCounts(queryable, read, 0);
  }

  /** Windows over a subquery: nothing more is read. */
  void addQueryable(long samples) {
    queryable.add(samples * weight);
  }

  void addRead(long samples) {
    read.add(samples);
  }

  long queryable() {
    return queryable.sum();
  }

  long read() {
    return read.sum();
  }
}
