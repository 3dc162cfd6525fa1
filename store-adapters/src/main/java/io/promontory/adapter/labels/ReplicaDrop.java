package io.promontory.adapter.labels;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.Replica;
import io.promontory.series.store.Series;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Takes replica labels off series; their values become the name of the replica, so that series
 * which become equal by that are still told apart.
 *
 * @param names of the labels
 */
record ReplicaDrop(List<String> names) {
  ReplicaDrop {
    names = List.copyOf(names);
  }

  Series apply(Series series) {
    Labels labels = series.labels().without(names);
    if (labels == series.labels()) {
      return series;
    }
    String values = values(series.labels());
    return new Series(
        labels,
        series.replicas().stream()
            .map(
                replica ->
                    new Replica(
                        replica.name().isEmpty() ? values : values + "/" + replica.name(),
                        replica.chunks()))
            .toList());
  }

  private String values(Labels labels) {
    List<String> values = new ArrayList<>(names.size());
    for (String name : names) {
      String value = labels.get(name);
      values.add(value == null ? "" : value);
    }
    return String.join("/", values);
  }

  /** One of two series of equal labels: replicas of equal names are united. */
  static Series united(Series first, Series second) {
    if (!first.isReplicated()
        && !second.isReplicated()
        && first.replicas().getFirst().name().equals(second.replicas().getFirst().name())) {
      return new Series(
          first.labels(), List.of(joined(first.replicas().getFirst(), second.replicas())));
    }
    Map<String, Replica> replicas = new LinkedHashMap<>();
    for (Series series : List.of(first, second)) {
      for (Replica replica : series.replicas()) {
        replicas.merge(replica.name(), replica, (a, b) -> joined(a, List.of(b)));
      }
    }
    return new Series(first.labels(), List.copyOf(replicas.values()));
  }

  private static Replica joined(Replica first, List<Replica> more) {
    var chunks = new ArrayList<>(first.chunks());
    more.forEach(replica -> chunks.addAll(replica.chunks()));
    return new Replica(first.name(), chunks);
  }
}
