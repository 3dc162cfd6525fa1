package io.promontory.series.store;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a store's part in an answer before it is asked.
 *
 * @param kind its type
 * @param reason why it is not asked; empty where it is
 * @param fromMs ms; the earliest of the asked times that it can have
 * @param toMs ms, inclusive
 * @param density of what matches, as last seen; null where nothing is known
 */
public record ReadEstimate(
    String store, String kind, String reason, long fromMs, long toMs, @Nullable Density density) {
  /** Whether the store is asked. */
  public boolean isAsked() {
    return reason.isEmpty();
  }
}
