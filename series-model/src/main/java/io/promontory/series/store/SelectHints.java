package io.promontory.series.store;

import java.util.List;

/**
 * Advice about what the caller will do with the samples; an answer must be right whether or not a
 * store heeds it.
 *
 * @param stepMs step of the evaluation, 0 for an instant query
 * @param rangeMs window of the range selector, 0 for an instant selector
 * @param func nearest enclosing function or aggregation, empty for none
 * @param grouping labels of the nearest enclosing aggregation
 * @param by true where {@code grouping} is a {@code by} list, false for {@code without}
 * @param countsOnly true where of native histograms only count and sum are looked at, and whether
 *     the counter was reset
 */
public record SelectHints(
    long stepMs, long rangeMs, String func, List<String> grouping, boolean by, boolean countsOnly) {
  public static final SelectHints NONE = new SelectHints(0, 0, "", List.of(), false);

  public SelectHints {
    grouping = List.copyOf(grouping);
  }

  /** For samples that are looked at as a whole. */
  public SelectHints(long stepMs, long rangeMs, String func, List<String> grouping, boolean by) {
    this(stepMs, rangeMs, func, grouping, by, false);
  }
}
