package io.promontory.promql.exec;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import java.util.List;

/**
 * How many series are worked on together, and an estimate of their memory: their labels and chunks,
 * and the columns that the longest of them is decoded into, which the others use too.
 */
final class BatchSize {
  /** A pair of strings of usual length with its slots. */
  private static final long LABEL_BYTES = 64;

  /** A time and a value. */
  private static final long SAMPLE_BYTES = 16;

  /** Small enough to spread a few hundred series of many steps over all workers. */
  private static final int MOST_SERIES = 64;

  /** Slots of a batch of series that have as many steps as is usual at most. */
  private static final long MOST_SLOTS = MOST_SERIES * 11_000;

  private BatchSize() {}

  /** How many series make a batch where each is evaluated at so many steps. */
  static int series(long steps) {
    return Math.clamp(MOST_SLOTS / Math.max(steps, 1), 1, MOST_SERIES);
  }

  static long bytes(List<Series> batch) {
    long bytes = 0;
    long longest = 0;
    for (Series series : batch) {
      long samples = 0;
      bytes += series.labels().size() * LABEL_BYTES;
      for (Replica replica : series.replicas()) {
        for (Chunk chunk : replica.chunks()) {
          bytes += chunk.length();
          samples += samples(chunk);
        }
      }
      longest = Math.max(longest, samples);
    }
    return bytes + longest * SAMPLE_BYTES;
  }

  static long chunkBytes(Series series) {
    long bytes = 0;
    for (Replica replica : series.replicas()) {
      for (Chunk chunk : replica.chunks()) {
        bytes += chunk.length();
      }
    }
    return bytes;
  }

  /** Every encoding begins with the number of samples, 16 bits big-endian. */
  private static int samples(Chunk chunk) {
    byte[] data = chunk.data();
    int at = chunk.offset();
    return chunk.length() < 2 ? 0 : (data[at] & 0xff) << 8 | (data[at + 1] & 0xff);
  }
}
