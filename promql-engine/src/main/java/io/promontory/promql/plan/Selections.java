package io.promontory.promql.plan;

import io.promontory.promql.ast.VectorSelector;
import io.promontory.series.chunk.Reduction;
import io.promontory.series.store.Looks;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectHints.Buckets;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what a query asks of the stores. Time ranges and hints are those Prometheus gives its
 * storage, so that a request is wide enough for every step and for the look-back, and never
 * includes the excluded left edge.
 */
final class Selections {
  private final StepGrid query;
  private final long maxResolutionMs;
  private final List<SelectRequest> requests = new ArrayList<>();

  Selections(StepGrid query, long maxResolutionMs) {
    this.query = query;
    this.maxResolutionMs = maxResolutionMs;
  }

  List<SelectRequest> requests() {
    return requests;
  }

  /**
   * Adds a selection.
   *
   * @param atMs the selector's own {@code @}, or null
   * @param windowMs how far to look back: the range, or the look-back for an instant selector
   * @param aheadMs how far to look ahead
   * @param rangeMs the range, 0 for an instant selector
   * @param looks when its samples are looked at
   * @return its number
   */
  int add(
      VectorSelector selector,
      @Nullable Long atMs,
      long windowMs,
      long aheadMs,
      long rangeMs,
      Looks looks,
      SelectorPath path) {
    long start = query.startMs();
    long end = query.endMs();
    if (atMs != null) {
      start = atMs;
      end = atMs;
    } else {
      if (path.atMs() != null) {
        start = path.atMs();
        end = path.atMs();
      }
      start -= path.offsetMs() + path.rangeMs();
      end -= path.offsetMs();
    }
    long offset = selector.shift().offsetMs();
    SelectHints hints =
        new SelectHints(path.stepMs(), rangeMs, path.func(), path.grouping(), path.by())
            .withBuckets(path.use() == HistogramUse.COUNTS ? Buckets.DROPPED : Buckets.READ)
            .withMaxResolution(resolution(rangeMs, path.func()))
            .withLooks(looks);
    requests.add(
        SelectRequest.of(start - windowMs + 1 - offset, end + aheadMs - offset, selector.matchers())
            .withHints(hints));
    return requests.size() - 1;
  }

  /** Coarse windows must fit into the range: one of them, or two where a rate is made of them. */
  private long resolution(long rangeMs, String function) {
    int least = Reduction.of(function) == Reduction.COUNTER ? 2 : 1;
    return rangeMs == 0 ? maxResolutionMs : Math.min(maxResolutionMs, rangeMs / least);
  }
}
