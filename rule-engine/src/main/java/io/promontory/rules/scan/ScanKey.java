package io.promontory.rules.scan;

import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Capability;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Store;
import java.util.List;

/** What requests must have in common to share their series, besides the time. */
record ScanKey(List<Matcher> matchers, SelectHints hints) {
  static ScanKey of(SelectRequest request, Store store) {
    return new ScanKey(request.matchers(), hints(request.hints(), store));
  }

  /**
   * Hints are advice, which may be dropped, but for the kind of samples that is wanted; and where a
   * store answers with what is looked at alone, two who look at other times share nothing.
   */
  private static SelectHints hints(SelectHints hints, Store store) {
    return store.info().can(Capability.NO_STALE_MARKERS)
        ? hints
        : SelectHints.NONE.withBuckets(hints.buckets()).withMaxResolution(hints.maxResolutionMs());
  }
}
