package io.promontory.series.store;

/** Which answer counts where a store that evaluates PromQL has one, and its samples another. */
public enum Authority {
  /** That of the samples: the store is left only what comes to the same bits. */
  SAMPLES,
  /**
   * The store's, whose samples are not to be had whole: it is left every expression over what it
   * holds alone. Its dialect is that of Prometheus 3.
   */
  STORE,
  /**
   * The store's for expressions without windows. Those of its dialect end elsewhere than those of
   * Prometheus 3, and are made here of its samples.
   */
  STORE_WITHOUT_WINDOWS
}
