package io.promontory.frontend.config;

import io.promontory.series.relabel.NameScheme;
import io.promontory.series.relabel.RelabelException;
import io.promontory.series.relabel.Relabeling;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What makes a good entry of {@code stores}. */
final class StoreChecks {
  private StoreChecks() {}

  static void check(StoreConfig store, int index, Map<String, Integer> names, Problems problems) {
    if (store.name().isBlank()) {
      problems.at(path(index), "needs the key \"name\"");
    } else if (store.name().equals(StoreConfig.OWN_RESULTS)) {
      problems.at(
          path(index, "name"),
          "is \""
              + store.name()
              + "\", as results of this server's own rules are named; choose another");
    } else {
      Integer first = names.putIfAbsent(store.name(), index);
      if (first != null) {
        problems.at(
            path(index, "name"),
            "is \"" + store.name() + "\", as is that of stores[" + first + "]; names are unique");
      }
    }
    ConfigChecks.positive(store.timeout(), path(index, "timeout"), problems);
    atLeast(1, store.maxConcurrency(), path(index, "max_concurrency"), problems);
    atLeast(0, store.maxQueued(), path(index, "max_queued"), problems);
    atLeast(0, store.maxRetries(), path(index, "max_retries"), problems);
    labels(store.externalLabels(), path(index, "external_labels"), problems);
    for (int i = 0; i < store.replicaLabels().size(); i++) {
      String label = store.replicaLabels().get(i);
      if (label.isEmpty() || label.equals("__name__")) {
        problems.at(
            List.of("stores", index, "replica_labels", i),
            "is \"" + label + "\", which tells no replicas apart");
      }
    }
    rules(store.relabelConfigs(), path(index, "relabel_configs"), problems);
    times(store, index, problems);
    switch (store) {
      case PrometheusStoreSection prometheus -> prometheus(prometheus, index, problems);
      case GrpcStoreSection grpc -> {
        EndpointChecks.check(grpc, "address", index, problems);
        TlsChecks.check(grpc.tlsConfig(), path(index, "tls_config"), problems);
        if (!grpc.externalLabels().isEmpty()) {
          problems.at(
              path(index, "external_labels"),
              "stands at a StoreAPI server, which names its own; set them there");
        }
      }
      case ManagedStoreSection managed -> ManagedChecks.check(managed, index, problems);
      case BlocksStoreSection blocks -> blocks(blocks, index, problems);
    }
  }

  static void rules(List<RelabelSection> rules, List<?> path, Problems problems) {
    for (int i = 0; i < rules.size(); i++) {
      List<Object> one = new ArrayList<>(path);
      one.add(i);
      try {
        Relabeling unused = Relabeling.of(List.of(rules.get(i).rule()), NameScheme.UTF8);
      } catch (RelabelException e) {
        problems.at(one, "is no rule: " + e.getMessage());
      }
    }
  }

  private static void times(StoreConfig store, int index, Problems problems) {
    TimeBound min = time(store.minTime(), path(index, "min_time"), problems);
    TimeBound max = time(store.maxTime(), path(index, "max_time"), problems);
    if (min != null && min.relative() && min.ms() > 0) {
      problems.at(
          path(index, "min_time"),
          "is \""
              + store.minTime()
              + "\", which is in the future; write -"
              + store.minTime()
              + " for as long ago");
    } else if (min != null && max != null && min.isAfter(max)) {
      problems.at(
          path(index, "min_time"),
          "is \""
              + store.minTime()
              + "\", which is later than max_time \""
              + store.maxTime()
              + "\"");
    }
  }

  private static @Nullable TimeBound time(@Nullable String bound, List<?> path, Problems problems) {
    if (bound == null) {
      return null;
    }
    try {
      return TimeBound.parse(bound);
    } catch (IllegalArgumentException e) {
      problems.at(path, String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static void blocks(BlocksStoreSection store, int index, Problems problems) {
    BucketChecks.check(store.bucket(), path(index, "bucket"), problems);
    ConfigChecks.positive(store.refreshInterval(), path(index, "refresh_interval"), problems);
    atLeast(0, store.maxHeaderBytes(), path(index, "max_header_bytes"), problems);
    if (store.cacheBytes() != null) {
      atLeast(0, store.cacheBytes(), path(index, "cache_bytes"), problems);
    }
    atLeast(1, store.maxConcurrentRequests(), path(index, "max_concurrent_requests"), problems);
  }

  static void atLeast(long least, long value, List<?> path, Problems problems) {
    if (value < least) {
      problems.at(path, "must be " + least + " or more");
    }
  }

  private static void prometheus(PrometheusStoreSection store, int index, Problems problems) {
    EndpointChecks.check(store, "url", index, problems);
    HttpClientChecks.check(store, path(index), problems);
  }

  static void labels(Map<String, String> labels, List<?> path, Problems problems) {
    labels.forEach(
        (name, value) -> {
          if (name.isEmpty() || value.isEmpty() || name.equals("__name__")) {
            problems.at(path, "has the pair " + name + "=\"" + value + "\", which is no label");
          }
        });
  }

  private static List<Object> path(int index) {
    return List.of("stores", index);
  }

  private static List<Object> path(int index, String key) {
    return List.of("stores", index, key);
  }
}
