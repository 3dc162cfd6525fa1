package io.promontory.series.store;

/**
 * What a store's part of an answer took: counts as received, bytes as on the wire (chunk payloads
 * where there is no wire).
 *
 * @param samples in the chunks received, also those outside the asked range; 0 where nobody counted
 * @param retries tries of calls after the first one
 * @param nanos from the question to the end of the answer, in which the reader's own time counts
 * @param billed samples that the store's owner is billed for, as far as the store says; 0 where it
 *     asks nothing
 */
public record StoreStats(
    long series, long chunks, long bytes, long samples, long retries, long nanos, long billed) {
  public static final StoreStats ZERO = new StoreStats(0, 0, 0);

  /** Of what is counted as it is received. */
  public StoreStats(long series, long chunks, long bytes) {
    this(series, chunks, bytes, 0, 0, 0, 0);
  }

  /** What both took together. */
  public StoreStats plus(StoreStats other) {
    return new StoreStats(
        series + other.series,
        chunks + other.chunks,
        bytes + other.bytes,
        samples + other.samples,
        retries + other.retries,
        nanos + other.nanos,
        billed + other.billed);
  }

  public StoreStats withRetries(long count) {
    return new StoreStats(series, chunks, bytes, samples, count, nanos, billed);
  }

  public StoreStats withSamples(long count) {
    return new StoreStats(series, chunks, bytes, count, retries, nanos, billed);
  }

  public StoreStats withNanos(long time) {
    return new StoreStats(series, chunks, bytes, samples, retries, time, billed);
  }

  public StoreStats withBilled(long count) {
    return new StoreStats(series, chunks, bytes, samples, retries, nanos, count);
  }
}
