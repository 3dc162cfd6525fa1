package io.promontory.frontend.discovery;

import java.time.Duration;

/** A place that names targets. Used by one thread at a time. */
public interface TargetSource extends AutoCloseable {
  /** What kind it is: {@code static}, {@code file}, {@code dns} or {@code http}. */
  String kind();

  /** How often to read it. */
  Duration interval();

  /**
   * Reads it.
   *
   * @throws DiscoveryException if it cannot be read at all
   */
  Targets read() throws DiscoveryException;

  @Override
  default void close() {}
}
