package io.promontory.series.store;

/**
 * What a store announces that it can do beyond streaming sorted float series; what is not announced
 * must fail loudly.
 */
public enum Capability {
  /** Answers {@link Store#metadata}. */
  METADATA,
  /** Answers {@link Store#exemplars}. */
  EXEMPLARS,
  /** Answers {@link Store#targets}. */
  TARGETS,
  /** Answers {@link Store#rules}. */
  RULES,
  /** Honours {@link SelectRequest#shard()} itself. */
  SHARDING,
  /** Drops {@link SelectRequest#withoutReplicaLabels()} and keeps the order without them. */
  WITHOUT_REPLICA_LABELS,
  /** Returns native histogram chunks. */
  HISTOGRAMS,
  /**
   * Not an ability but a trait: series may come with labels that neither its label sets tell of nor
   * a matcher reaches, as a Prometheus adds its external labels to what it has found.
   */
  UNTOLD_LABELS,
  /**
   * Another trait: the samples that {@link Store#select} gives carry neither stale markers nor the
   * bits of a NaN, as JSON does not. Where {@link SelectHints#looks} says when samples are looked
   * at, a marker stands at those times at which the series had ended.
   */
  NO_STALE_MARKERS
}
