package io.promontory.adapter.prometheus;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.ExternalLabels;
import java.util.Set;

/**
 * What a server says of itself.
 *
 * @param evaluator what evaluates there, with its version; empty where it may not evaluate for us
 * @param added external labels of its own: its remote read adds them, its query API does not, and
 *     none of its series has one itself
 * @param mixed names of those external labels that some of its series have themselves; the others
 *     get them by remote read, and only there, so that they are taken off again
 */
record ServerFacts(String evaluator, Labels added, Set<String> mixed) {
  /** Nothing is known, or there is nothing to know. */
  static final ServerFacts NONE = new ServerFacts("", Labels.EMPTY, Set.of());

  ServerFacts {
    mixed = Set.copyOf(mixed);
  }

  /** The labels that each series has, where those of our configuration come on top. */
  Labels labelsUnder(Labels configured) {
    return new ExternalLabels(configured).addTo(added);
  }

  ServerFacts withoutEvaluator() {
    return new ServerFacts("", added, mixed);
  }

  boolean isProven() {
    return !evaluator.isEmpty();
  }
}
