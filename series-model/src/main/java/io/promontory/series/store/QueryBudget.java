package io.promontory.series.store;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory a query may use: samples held at once, and bytes read from stores in all. What streams
 * through and is dropped does not count as held. Safe for concurrent use.
 */
public final class QueryBudget {
  private final long maxSamples;
  private final long maxBytes;
  private final AtomicLong samples = new AtomicLong();
  private final AtomicLong peakSamples = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();

  /** Limits of 0 or less mean no limit. */
  public QueryBudget(long maxSamples, long maxBytes) {
    this.maxSamples = maxSamples <= 0 ? Long.MAX_VALUE : maxSamples;
    this.maxBytes = maxBytes <= 0 ? Long.MAX_VALUE : maxBytes;
  }

  public static QueryBudget unlimited() {
    return new QueryBudget(0, 0);
  }

  /**
   * Counts samples as held.
   *
   * @throws BudgetExceededException if more than the limit would be held
   */
  public void hold(long count) {
    long held = samples.addAndGet(count);
    if (held > maxSamples) {
      samples.addAndGet(-count);
      throw new BudgetExceededException(BudgetExceededException.Resource.SAMPLES, maxSamples);
    }
    peakSamples.accumulateAndGet(held, Math::max);
  }

  public void release(long count) {
    samples.addAndGet(-count);
  }

  /**
   * Counts bytes as read from a store.
   *
   * @throws BudgetExceededException if more than the limit was read
   */
  public void read(long count) {
    if (bytes.addAndGet(count) > maxBytes) {
      throw new BudgetExceededException(BudgetExceededException.Resource.BYTES, maxBytes);
    }
  }

  public long heldSamples() {
    return samples.get();
  }

  public long peakSamples() {
    return peakSamples.get();
  }

  public long bytesRead() {
    return bytes.get();
  }
}
