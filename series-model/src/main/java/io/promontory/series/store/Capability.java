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
  UNTOLD_LABELS
}
