package io.promontory.frontend.federation.steady;

/** Told what is done for the sake of an endpoint, for metrics; must not block or throw. */
public interface SteadyListener {
  /** Hears nothing. */
  SteadyListener NONE = new SteadyListener() {};

  /** A call is tried once more. */
  default void retried(String store) {}

  /** A call got the answer to another one that asked the same. */
  default void coalesced(String store) {}

  /** A second endpoint of a store is asked, for the first one is slower than usual. */
  default void hedged(String store) {}

  /** A query waits for others to end, or waits no longer. */
  default void waiting(String store, int change) {}

  /** A query was refused, for too many wait already. */
  default void refused(String store) {}

  /** The breaker of an endpoint has another state from now on. */
  default void breaker(String store, Breaker.State state) {}

  /** The last endpoint of a name was closed: nothing is told of the name until there is another. */
  default void gone(String store) {}
}
