package io.promontory.frontend.federation.steady;

import io.promontory.series.store.Store;
import java.util.Random;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/** Piles up around an endpoint what keeps it and its callers steady. */
public final class Steady {
  private final SteadyListener listener;
  private final EndpointEvents events;
  private final LongSupplier nanoClock;
  private final RandomGenerator random;

  /**
   * @param nanoClock nanoseconds with an arbitrary origin
   * @param random for the jitter of pauses
   */
  public Steady(SteadyListener listener, LongSupplier nanoClock, RandomGenerator random) {
    this.listener = listener;
    this.events = new EndpointEvents(listener);
    this.nanoClock = nanoClock;
    this.random = random;
  }

  /** On the system's clock. */
  public static Steady of(SteadyListener listener) {
    return new Steady(listener, System::nanoTime, new Random());
  }

  /** Told of what is done. */
  public SteadyListener listener() {
    return listener;
  }

  /** Nanoseconds with an arbitrary origin. */
  public LongSupplier nanoClock() {
    return nanoClock;
  }

  /**
   * As {@link #around}, for a store in this process that treats what it reads from as it should
   * itself: calls are counted and shared only.
   */
  public Store aroundLocal(Store store, SteadyConfig config) {
    String name = store.info().name();
    EndpointEvents.Endpoint told = events.open(name);
    return new CoalescingStore(
        new GatedStore(store, new Gate(name, config, nanoClock, told)), told);
  }

  /** The endpoint with all of it; to be closed in the endpoint's stead. */
  public Store around(Store endpoint, SteadyConfig config) {
    String name = endpoint.info().name();
    EndpointEvents.Endpoint told = events.open(name);
    Store retrying = new RetryingStore(endpoint, new Retries(config.maxRetries(), random), told);
    Store breaking =
        new BreakerStore(
            retrying, new Breaker(name, config, nanoClock, told), nanoClock, config.timeout());
    Store gated = new GatedStore(breaking, new Gate(name, config, nanoClock, told));
    return new CoalescingStore(gated, told);
  }
}
