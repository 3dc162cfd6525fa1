package io.promontory.series.store.memory;

import io.promontory.series.labels.Utf8Order;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Type, help and unit by metric family; a family may have several entries that differ. */
final class MetadataTable {
  private final TreeMap<String, Set<MetricMetadata>> families = new TreeMap<>(Utf8Order.INSTANCE);

  synchronized void put(MetricMetadata metadata) {
    families.computeIfAbsent(metadata.family(), family -> new LinkedHashSet<>()).add(metadata);
  }

  synchronized List<MetricMetadata> find(MetadataRequest request) {
    List<MetricMetadata> found = new ArrayList<>();
    families.entrySet().stream()
        .filter(family -> request.metric().isEmpty() || request.metric().equals(family.getKey()))
        .limit(request.limit() < 0 ? Long.MAX_VALUE : request.limit())
        .forEach(
            family ->
                family.getValue().stream()
                    .limit(
                        request.limitPerMetric() <= 0 ? Long.MAX_VALUE : request.limitPerMetric())
                    .forEach(found::add));
    return found;
  }
}
