package io.promontory.series.store;

/**
 * What a store's part of an answer took: counts as received, bytes as on the wire (chunk payloads
 * where there is no wire).
 */
public record StoreStats(long series, long chunks, long bytes) {
  public static final StoreStats ZERO = new StoreStats(0, 0, 0);

  /** What both took together. */
  public StoreStats plus(StoreStats other) {
    return new StoreStats(series + other.series, chunks + other.chunks, bytes + other.bytes);
  }
}
