package io.promontory.it.archive;

import java.util.Set;
import java.util.TreeSet;

/** Recorded answers of Thanos that are not given here, by reason. */
final class DownsampledDeviations {
  /** They merge replicas. */
  static final Set<String> MERGED_REPLICAS = Set.of("thanos-252", "thanos-270");

  static final Set<String> ALL = new TreeSet<>();

  private DownsampledDeviations() {}
}
