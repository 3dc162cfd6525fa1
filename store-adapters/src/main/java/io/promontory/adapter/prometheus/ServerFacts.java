package io.promontory.adapter.prometheus;

import java.util.Set;

/**
 * What a server says of itself that bears on whether it may evaluate for us.
 *
 * @param evaluator what evaluates there, with its version; empty where it may not
 * @param ownLabels names of the external labels that its remote read adds and its query API does
 *     not
 */
record ServerFacts(String evaluator, Set<String> ownLabels) {
  /** Nothing is known, or not enough. */
  static final ServerFacts NONE = new ServerFacts("", Set.of());

  ServerFacts {
    ownLabels = Set.copyOf(ownLabels);
  }

  boolean isProven() {
    return !evaluator.isEmpty();
  }
}
