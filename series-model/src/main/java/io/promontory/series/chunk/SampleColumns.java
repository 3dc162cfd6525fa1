package io.promontory.series.chunk;

import java.util.Arrays;

/**
 * Decoded float samples as two parallel columns that a reader reuses from series to series. The
 * arrays grow and never shrink; read {@link #timestamps} and {@link #values} anew after every call
 * that may grow them. Only the first {@link #size} entries count.
 */
public final class SampleColumns {
  /** ms since the epoch. */
  public long[] timestamps = new long[512];

  /** NaN payloads are kept: 0x7ff0000000000002 is the stale marker. */
  public double[] values = new double[512];

  public int size;

  public void clear() {
    size = 0;
  }

  public void ensureCapacity(int capacity) {
    if (capacity > timestamps.length) {
      int grown = Math.max(capacity, timestamps.length * 2);
      timestamps = Arrays.copyOf(timestamps, grown);
      values = Arrays.copyOf(values, grown);
    }
  }

  public void add(long timestamp, double value) {
    ensureCapacity(size + 1);
    timestamps[size] = timestamp;
    values[size++] = value;
  }
}
