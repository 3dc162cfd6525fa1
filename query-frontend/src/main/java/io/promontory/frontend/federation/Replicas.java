package io.promontory.frontend.federation;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryScope;
import java.util.List;

/** Labels that a request takes for those of replicas. */
final class Replicas {
  private Replicas() {}

  /** The labels without those that the request names as telling replicas apart. */
  static Labels shown(Labels labels, QueryScope scope) {
    List<String> replicaLabels = scope.replicaLabels();
    return scope.dedup() && replicaLabels != null && !replicaLabels.isEmpty()
        ? labels.without(replicaLabels)
        : labels;
  }
}
