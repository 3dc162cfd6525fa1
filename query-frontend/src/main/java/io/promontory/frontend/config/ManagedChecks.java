package io.promontory.frontend.config;

import java.util.List;

/** What makes a good managed endpoint. */
final class ManagedChecks {
  private ManagedChecks() {}

  static void check(ManagedStoreSection store, int index, Problems problems) {
    if (store.url().isBlank()) {
      problems.at(List.of("stores", index), "needs the key \"url\"");
    } else {
      Addresses.checkUrl(store.url(), List.of("stores", index, "url"), problems);
    }
    HttpClientChecks.check(store, List.of("stores", index), problems);
    if (!EndpointChecks.PUSHDOWNS.contains(store.pushdown())) {
      problems.at(
          List.of("stores", index, "pushdown"),
          "is \"" + store.pushdown() + "\"; known: auto, always, never");
    }
    ManagedLimitsConfig limits = store.limits();
    ConfigChecks.positive(limits.maxWindow(), path(index, "limits", "max_window"), problems);
    ConfigChecks.positive(limits.maxRange(), path(index, "limits", "max_range"), problems);
    atLeast(1, limits.maxSteps(), index, "limits", "max_steps", problems);
    atLeast(
        1, limits.maxConcurrentRequests(), index, "limits", "max_concurrent_requests", problems);
    atLeast(1, limits.queriesPerSecond(), index, "limits", "queries_per_second", problems);
    atLeast(1, limits.labelCallsPerSecond(), index, "limits", "label_calls_per_second", problems);
    atLeast(1, limits.maxResponseBytes(), index, "limits", "max_response_bytes", problems);
    if (limits.maxSeries() != null) {
      atLeast(0, limits.maxSeries(), index, "limits", "max_series", problems);
    }
    if (limits.maxLabels() != null) {
      atLeast(0, limits.maxLabels(), index, "limits", "max_labels", problems);
    }
    ManagedCostConfig cost = store.cost();
    atLeast(0, cost.maxSamplesPerQuery(), index, "cost", "max_samples_per_query", problems);
    atLeast(0, cost.maxSamplesPerHour(), index, "cost", "max_samples_per_hour", problems);
    atLeast(0, cost.warnSamplesPerRequest(), index, "cost", "warn_samples_per_request", problems);
    ManagedCacheConfig cache = store.cache();
    atLeast(0, cache.maxBytes(), index, "cache", "max_bytes", problems);
    ConfigChecks.positive(cache.closedAfter(), path(index, "cache", "closed_after"), problems);
    ConfigChecks.positive(cache.labelsFor(), path(index, "cache", "labels_for"), problems);
  }

  private static void atLeast(
      long least, long value, int index, String section, String key, Problems problems) {
    StoreChecks.atLeast(least, value, path(index, section, key), problems);
  }

  private static List<Object> path(int index, String section, String key) {
    return List.of("stores", index, section, key);
  }
}
