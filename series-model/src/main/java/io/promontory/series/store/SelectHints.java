package io.promontory.series.store;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Advice about what the caller will do with the samples; an answer must be right whether or not a
 * store heeds it.
 *
 * @param stepMs step of the evaluation, 0 for an instant query
 * @param rangeMs window of the range selector, 0 for an instant selector
 * @param func nearest enclosing function or aggregation, empty for none
 * @param grouping labels of the nearest enclosing aggregation
 * @param by true where {@code grouping} is a {@code by} list, false for {@code without}
 * @param buckets what becomes of the buckets of native histograms
 * @param maxResolutionMs ms between samples that are good enough where a store has the same data
 *     raw and downsampled; 0 for raw ones
 * @param looks when samples are looked at; null where that is not known
 */
public record SelectHints(
    long stepMs,
    long rangeMs,
    String func,
    List<String> grouping,
    boolean by,
    Buckets buckets,
    long maxResolutionMs,
    @Nullable Looks looks) {
  /** What becomes of the buckets of native histograms. */
  public enum Buckets {
    /** They are looked at. */
    READ,
    /** Only count, sum and resets are looked at; buckets are dropped once they are read. */
    DROPPED,
    /** Only count, sum and resets are looked at; buckets are not even unpacked. */
    SKIPPED
  }

  public static final SelectHints NONE = new SelectHints(0, 0, "", List.of(), false);

  public SelectHints {
    grouping = List.copyOf(grouping);
  }

  /** For samples that are looked at as a whole. */
  public SelectHints(long stepMs, long rangeMs, String func, List<String> grouping, boolean by) {
    this(stepMs, rangeMs, func, grouping, by, Buckets.READ, 0, null);
  }

  /** The same uses with other buckets. */
  public SelectHints withBuckets(Buckets other) {
    return new SelectHints(stepMs, rangeMs, func, grouping, by, other, maxResolutionMs, looks);
  }

  /** The same uses, which samples at this distance suffice for; ms. */
  public SelectHints withMaxResolution(long otherMs) {
    return new SelectHints(stepMs, rangeMs, func, grouping, by, buckets, otherMs, looks);
  }

  /** The same uses at other times. */
  public SelectHints withLooks(@Nullable Looks other) {
    return new SelectHints(stepMs, rangeMs, func, grouping, by, buckets, maxResolutionMs, other);
  }
}
