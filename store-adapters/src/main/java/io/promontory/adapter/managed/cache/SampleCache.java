package io.promontory.adapter.managed.cache;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What selectors came to at times that have passed for good. Safe for concurrent use. */
public interface SampleCache extends AutoCloseable {
  /** Keeps nothing. */
  SampleCache NONE =
      new SampleCache() {
        @Override
        public long closedUntilMs() {
          return Long.MIN_VALUE;
        }

        @Override
        public Found find(String selector, long fromMs, long toMs) {
          return new Found(List.of(), List.of(new Gap(fromMs, toMs)));
        }

        @Override
        public void keep(
            String selector, long fromMs, long toMs, Map<Labels, List<Chunk>> series) {}
      };

  /**
   * All samples of a stretch of time.
   *
   * @param fromMs ms, inclusive
   * @param toMs ms, inclusive
   */
  record Kept(long fromMs, long toMs, TreeMap<Labels, List<Chunk>> series) {}

  /** A stretch of time of which nothing is kept; ms, both ends inclusive. */
  record Gap(long fromMs, long toMs) {}

  /**
   * What there is of a stretch of time.
   *
   * @param kept in the order of time
   * @param gaps likewise
   */
  record Found(List<Kept> kept, List<Gap> gaps) {}

  /** Until when, ms, nothing changes any more; only what lies before can be kept. */
  long closedUntilMs();

  /** What is kept of a stretch; a file that cannot be read is as good as none. */
  Found find(String selector, long fromMs, long toMs);

  /** How much of a stretch {@link #find} would miss, ms. */
  default long missingMs(String selector, long fromMs, long toMs) {
    return toMs - fromMs + 1;
  }

  /** Keeps all samples of a stretch; a disk that is full keeps nothing. */
  void keep(String selector, long fromMs, long toMs, Map<Labels, List<Chunk>> series);

  @Override
  default void close() {}
}
