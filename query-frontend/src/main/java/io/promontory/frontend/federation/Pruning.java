package io.promontory.frontend.federation;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.StoreInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from a store's self-description that it cannot hold what is asked. */
final class Pruning {
  static final String OUT_OF_TIME = "holds no samples of that time";

  private Pruning() {}

  /**
   * Why the store need not be asked, or null where it must be. A store of several label sets is
   * asked where any of them can match; a label that a set does not name says nothing.
   *
   * @param minTime ms, inclusive
   * @param maxTime ms, inclusive
   */
  static @Nullable String reason(
      StoreInfo info, long minTime, long maxTime, List<Matcher> matchers) {
    if (maxTime < info.minTime() || minTime > info.maxTime()) {
      return OUT_OF_TIME;
    }
    String reason = null;
    for (Labels external : info.labelSets()) {
      Matcher refuses = refusing(external, matchers);
      if (refuses == null) {
        return null;
      }
      reason = "external labels " + external + " do not match " + refuses;
    }
    return reason;
  }

  private static @Nullable Matcher refusing(Labels external, List<Matcher> matchers) {
    for (Matcher matcher : matchers) {
      String value = external.get(matcher.name());
      if (value != null && !matcher.matches(value)) {
        return matcher;
      }
    }
    return null;
  }
}
