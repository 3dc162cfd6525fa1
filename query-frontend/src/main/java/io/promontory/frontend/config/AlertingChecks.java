package io.promontory.frontend.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What makes a good section about alerts. */
final class AlertingChecks {
  private static final Set<String> SCHEMES = Set.of("http", "https");

  private final AlertmanagerConfig config;
  private final int index;
  private final Problems problems;

  private AlertingChecks(AlertmanagerConfig config, int index, Problems problems) {
    this.config = config;
    this.index = index;
    this.problems = problems;
  }

  static void check(AlertingConfig alerting, Problems problems) {
    ConfigChecks.positive(alerting.resendDelay(), List.of("alerting", "resend_delay"), problems);
    StoreChecks.atLeast(
        1, alerting.queueCapacity(), List.of("alerting", "queue_capacity"), problems);
    StoreChecks.atLeast(1, alerting.batchSize(), List.of("alerting", "batch_size"), problems);
    StoreChecks.rules(
        alerting.alertRelabelConfigs(), List.of("alerting", "alert_relabel_configs"), problems);
    List<AlertmanagerConfig> alertmanagers = alerting.alertmanagers();
    for (int i = 0; i < alertmanagers.size(); i++) {
      new AlertingChecks(alertmanagers.get(i), i, problems).check();
    }
  }

  private void check() {
    HttpClientChecks.check(config, to(), problems);
    TargetChecks.check(config, to(), problems);
    ConfigChecks.positive(config.timeout(), to("timeout"), problems);
    StoreChecks.rules(config.relabelConfigs(), to("relabel_configs"), problems);
    StoreChecks.rules(config.alertRelabelConfigs(), to("alert_relabel_configs"), problems);
    if (!SCHEMES.contains(config.scheme())) {
      problems.at(to("scheme"), "is \"" + config.scheme() + "\"; known: http, https");
    }
    if (!config.apiVersion().equals("v2")) {
      problems.at(to("api_version"), "is \"" + config.apiVersion() + "\"; known: v2");
    }
    for (int i = 0; i < config.staticConfigs().size(); i++) {
      List<String> targets = config.staticConfigs().get(i).targets();
      for (int k = 0; k < targets.size(); k++) {
        address(targets.get(k), to("static_configs", i, "targets", k));
      }
    }
  }

  private void address(String address, List<?> path) {
    if (address.isEmpty() || (address.contains("/") && config.relabelConfigs().isEmpty())) {
      problems.at(path, "must be a host, or host:port, found \"" + address + "\"");
    }
  }

  private List<Object> to(Object... steps) {
    List<Object> path = new ArrayList<>(List.of("alerting", "alertmanagers", index));
    path.addAll(List.of(steps));
    return path;
  }
}
