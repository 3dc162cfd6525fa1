package io.promontory.it.archive;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Recorded answers of Thanos that are not given here, by reason (ADR 8). */
final class DownsampledDeviations {
  /** They merge replicas, though they do not name the cluster that has two. */
  static final Set<String> MERGED_REPLICAS = ids(252, 270, 302, 303, 304, 305);

  private static final Map<String, Set<String>> BY_REASON =
      Map.of(
          "Thanos adjusts counters before it evaluates: no resets, and roundings of its own",
          ids(49, 52, 53, 54, 55),
          "Thanos counts windows, not samples",
          ids(80, 81, 107, 108, 134, 135, 221, 222, 284, 285),
          "Thanos weighs windows alike, however many samples they had",
          ids(95, 96),
          "Thanos lets windows of an hour stand for ranges of five minutes, which leaves holes",
          ids(141),
          "Thanos divides the buckets of native histograms again and again",
          ids(194, 195, 198, 201, 225, 230, 231),
          "Thanos takes the chunk after a reset of a native histogram for another reset",
          ids(207, 212, 213),
          "Thanos loses series with an empty window between others",
          ids(197, 200, 215, 290, 293),
          "Thanos looks back an hour in raw data too",
          ids(288),
          "Thanos answers nothing to selectors of external labels alone",
          ids(295));

  static final Set<String> ALL = all();

  /** Of these, what raw data gives as well. */
  static final Set<String> AS_RAW = ids(53, 80, 81, 134, 135, 221, 222, 284, 285);

  private DownsampledDeviations() {}

  private static Set<String> all() {
    Set<String> all = new TreeSet<>();
    BY_REASON.values().forEach(all::addAll);
    return all;
  }

  private static Set<String> ids(int... numbers) {
    Set<String> ids = new TreeSet<>();
    for (int number : numbers) {
      ids.add("thanos-%03d".formatted(number));
    }
    return ids;
  }
}
