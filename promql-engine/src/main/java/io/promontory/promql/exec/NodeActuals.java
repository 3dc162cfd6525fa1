package io.promontory.promql.exec;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a node of a plan came to. A node that several places evaluate has the sum of them. Safe for
 * concurrent use.
 */
public final class NodeActuals {
  private final LongAdder series = new LongAdder();
  private final AtomicLong nanos = new AtomicLong();
  private volatile boolean evaluated;

  void begin() {
    evaluated = true;
  }

  void addSeries() {
    series.increment();
  }

  void took(long time) {
    nanos.addAndGet(time);
  }

  /** False for a node that was not come to. */
  public boolean evaluated() {
    return evaluated;
  }

  /** Series that it has given. */
  public long series() {
    return series.sum();
  }

  /**
   * Nanoseconds from its beginning to its end, with all that happened meanwhile below it, and above
   * where that works on what streams out of it.
   */
  public long nanos() {
    return nanos.get();
  }
}
