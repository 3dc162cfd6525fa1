package io.promontory.series.store;

import io.promontory.series.store.BudgetExceededException.Resource;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a query may use and has used: samples and bytes held at once, bytes and series read from
 * stores in all. What streams through and is dropped does not count as held. Safe for concurrent
 * use.
 */
public final class QueryBudget {
  /** Memory of a held sample: its value and its share of times and marks. */
  private static final long SAMPLE_BYTES = 16;

  private final QueryLimits limits;
  private final AtomicLong samples = new AtomicLong();
  private final AtomicLong peakSamples = new AtomicLong();
  private final AtomicLong memory = new AtomicLong();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong series = new AtomicLong();
  private final ConcurrentMap<String, AtomicLong> billed = new ConcurrentHashMap<>();

  public QueryBudget(QueryLimits limits) {
    this.limits = limits;
  }

  /** Limits samples held and bytes read only; 0 or less means no limit. */
  public QueryBudget(long maxSamples, long maxBytes) {
    this(new QueryLimits(maxSamples, 0, maxBytes, 0, 0));
  }

  public static QueryBudget unlimited() {
    return new QueryBudget(QueryLimits.NONE);
  }

  /**
   * Counts samples as held.
   *
   * @throws BudgetExceededException if more than a limit would be held; then these are not
   */
  public void hold(long count) {
    long held = samples.addAndGet(count);
    if (held > limits.samples()) {
      samples.addAndGet(-count);
      throw new BudgetExceededException(Resource.SAMPLES, limits.samples());
    }
    try {
      holdMemory(count * SAMPLE_BYTES);
    } catch (BudgetExceededException e) {
      samples.addAndGet(-count);
      throw e;
    }
    peakSamples.accumulateAndGet(held, Math::max);
  }

  public void release(long count) {
    samples.addAndGet(-count);
    releaseMemory(count * SAMPLE_BYTES);
  }

  /**
   * Counts bytes of memory as held, beside those of the samples held.
   *
   * @throws BudgetExceededException if more than the limit would be held; then these are not
   */
  public void holdMemory(long count) {
    if (memory.addAndGet(count) > limits.memoryBytes()) {
      memory.addAndGet(-count);
      throw new BudgetExceededException(Resource.MEMORY, limits.memoryBytes());
    }
  }

  /**
   * Counts bytes of memory as held if at least half of the limit stays free, for what is held only
   * to save work.
   *
   * @return false where nothing was counted
   */
  public boolean holdMemoryIfAmple(long count) {
    if (memory.addAndGet(count) > limits.memoryBytes() / 2) {
      memory.addAndGet(-count);
      return false;
    }
    return true;
  }

  public void releaseMemory(long count) {
    memory.addAndGet(-count);
  }

  /**
   * Counts bytes as read from a store.
   *
   * @throws BudgetExceededException if more than the limit was read
   */
  public void read(long count) {
    if (bytes.addAndGet(count) > limits.readBytes()) {
      throw new BudgetExceededException(Resource.BYTES, limits.readBytes());
    }
  }

  /**
   * Counts a series as read from a store.
   *
   * @throws BudgetExceededException if more than the limit was read
   */
  public void readSeries() {
    if (series.incrementAndGet() > limits.series()) {
      throw new BudgetExceededException(Resource.SERIES, limits.series());
    }
  }

  /**
   * Checks the size of a result.
   *
   * @throws BudgetExceededException if it has more series than the limit
   */
  public void checkResult(long resultSeries) {
    if (resultSeries > limits.resultSeries()) {
      throw new BudgetExceededException(Resource.RESULT_SERIES, limits.resultSeries());
    }
  }

  /** Notes samples that a store's owner is billed for; limits are the store's own affair. */
  public void bill(String store, long count) {
    billed.computeIfAbsent(store, any -> new AtomicLong()).addAndGet(count);
  }

  /** Samples of a store billed so far. */
  public long billed(String store) {
    AtomicLong count = billed.get(store);
    return count == null ? 0 : count.get();
  }

  public long heldSamples() {
    return samples.get();
  }

  public long peakSamples() {
    return peakSamples.get();
  }

  /** Bytes held now, those of samples included. */
  public long heldMemory() {
    return memory.get();
  }

  public long bytesRead() {
    return bytes.get();
  }
}
