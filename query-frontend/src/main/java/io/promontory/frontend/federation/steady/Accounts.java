package io.promontory.frontend.federation.steady;

import io.promontory.series.store.Completeness;

/** Adds to the account of an answer. */
final class Accounts {
  private Accounts() {}

  static Completeness withRetries(Completeness told, int retries) {
    return new Completeness(
        told.outcomes().stream()
            .map(
                outcome ->
                    outcome.withStats(
                        outcome.stats().withRetries(outcome.stats().retries() + retries)))
            .toList());
  }
}
