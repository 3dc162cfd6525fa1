package io.promontory.frontend.federation;

import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Metadata of several stores: each entry once, families in order, within the request's limits. */
final class MetadataUnion {
  private MetadataUnion() {}

  static List<MetricMetadata> of(List<List<MetricMetadata>> answers, MetadataRequest request) {
    Map<String, Set<MetricMetadata>> families = new TreeMap<>(Utf8Order.INSTANCE);
    for (List<MetricMetadata> answer : answers) {
      for (MetricMetadata entry : answer) {
        families.computeIfAbsent(entry.family(), family -> new LinkedHashSet<>()).add(entry);
      }
    }
    long most = request.limit() < 0 ? Long.MAX_VALUE : request.limit();
    long each = request.limitPerMetric() <= 0 ? Long.MAX_VALUE : request.limitPerMetric();
    List<MetricMetadata> united = new ArrayList<>();
    families.values().stream()
        .limit(most)
        .forEach(entries -> entries.stream().limit(each).forEach(united::add));
    return united;
  }
}
