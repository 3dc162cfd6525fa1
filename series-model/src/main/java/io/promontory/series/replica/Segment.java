package io.promontory.series.replica;

import org.jspecify.annotations.Nullable;

/**
 * A span of time over which a source gave samples to an answer, in one way.
 *
 * @param fromMs ms, inclusive
 * @param toMs ms, exclusive
 * @param instead whose hole was filled; null where none was
 */
public record Segment(long fromMs, long toMs, How how, @Nullable String instead) {
  /** In which way. */
  public enum How {
    /** Its samples count. */
    USED,
    /** Its samples count for want of those of a source that ranks higher, before and after. */
    FILLED,
    /** What counts are windows of samples. */
    DOWNSAMPLED
  }
}
