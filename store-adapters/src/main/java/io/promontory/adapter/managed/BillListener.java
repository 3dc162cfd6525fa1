package io.promontory.adapter.managed;

/** Told of what endpoints bill and refuse. Called from many threads. */
public interface BillListener {
  /** Tells nobody. */
  BillListener NONE = new BillListener() {};

  /** An answer came that is billed. */
  default void billed(String store, long samples) {}

  /** A request was not sent, or sent in vain, for a budget of ours. */
  default void refused(String store) {}

  /** Samples were found on the local disk in place of being asked for. */
  default void cached(String store, long samples) {}

  /** A request waited for the endpoint's rate limit, or was told to come again. */
  default void throttled(String store) {}
}
