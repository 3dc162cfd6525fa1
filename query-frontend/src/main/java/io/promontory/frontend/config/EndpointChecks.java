package io.promontory.frontend.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What makes good addresses of servers, and good sources of targets. */
final class EndpointChecks {
  static final Set<String> PUSHDOWNS = Set.of("auto", "always", "never");

  private final EndpointsSection store;
  private final int index;
  private final Problems problems;

  private EndpointChecks(EndpointsSection store, int index, Problems problems) {
    this.store = store;
    this.index = index;
    this.problems = problems;
  }

  /**
   * Checks where the servers are.
   *
   * @param key of a single address
   */
  static void check(EndpointsSection store, String key, int index, Problems problems) {
    new EndpointChecks(store, index, problems).check(key);
  }

  private void check(String key) {
    if (!PUSHDOWNS.contains(store.pushdown())) {
      problems.at(path("pushdown"), "is \"" + store.pushdown() + "\"; known: auto, always, never");
    }
    String one = store.addresses().equals(store.replicas()) ? "" : store.addresses().getFirst();
    List<String> ways = new ArrayList<>();
    if (!one.isEmpty()) {
      ways.add(key);
    }
    if (!store.replicas().isEmpty()) {
      ways.add("replicas");
    }
    if (store.isDiscovered()) {
      ways.add(
          !store.staticConfigs().isEmpty()
              ? "static_configs"
              : !store.fileSdConfigs().isEmpty()
                  ? "file_sd_configs"
                  : !store.dnsSdConfigs().isEmpty() ? "dns_sd_configs" : "http_sd_configs");
    }
    if (ways.isEmpty()) {
      problems.at(List.of("stores", index), "needs the key \"" + key + "\"");
      return;
    }
    if (ways.size() > 1) {
      problems.at(path(ways.get(1)), "stands beside \"" + ways.get(0) + "\"; keep one of them");
      return;
    }
    if (!one.isEmpty()) {
      address(one, path(key));
    }
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < store.replicas().size(); i++) {
      String replica = store.replicas().get(i);
      if (!seen.add(replica)) {
        problems.at(path("replicas", i), "is named twice");
      }
      address(replica, path("replicas", i));
    }
    StoreChecks.rules(store.targetRelabelConfigs(), path("target_relabel_configs"), problems);
    targets();
  }

  private void address(String address, List<?> path) {
    switch (store) {
      case PrometheusStoreSection ignored -> Addresses.checkUrl(address, path, problems);
      case GrpcStoreSection ignored -> Addresses.checkHostPort(address, false, path, problems);
    }
  }

  private void targets() {
    for (int i = 0; i < store.staticConfigs().size(); i++) {
      StaticConfig config = store.staticConfigs().get(i);
      for (int k = 0; k < config.targets().size(); k++) {
        Addresses.checkHostPort(
            config.targets().get(k), false, path("static_configs", i, "targets", k), problems);
      }
    }
    TargetChecks.check(store, List.of("stores", index), problems);
  }

  private List<Object> path(Object... steps) {
    List<Object> path = new ArrayList<>(List.of("stores", index));
    path.addAll(List.of(steps));
    return path;
  }
}
