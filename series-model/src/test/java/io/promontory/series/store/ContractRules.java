package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Rules and targets with every field set. */
final class ContractRules {
  private static final Instant EVALUATED = Instant.parse("2026-01-10T00:10:00.123456789Z");

  private ContractRules() {}

  static RuleGroup group() {
    Alert alert =
        new Alert(
            Labels.of("alertname", "Down", "severity", "page"),
            Labels.of("summary", "It is down"),
            AlertState.FIRING,
            EVALUATED.minusSeconds(60),
            null,
            "1e+00");
    Rule.Alerting alerting =
        new Rule.Alerting(
            AlertState.FIRING,
            "Down",
            "up == 0",
            60,
            30,
            Labels.of("severity", "{{ $labels.severity }}"),
            Labels.of("summary", "It is {{ $value }}"),
            List.of(alert),
            "ok",
            "",
            0.25,
            EVALUATED);
    Rule.Recording recording =
        new Rule.Recording(
            "job:up:sum", "sum by (job) (up)", Labels.EMPTY, "err", "too many", 0.5, EVALUATED);
    return new RuleGroup(
        "/etc/rules.yml", "basic", List.of(alerting, recording), 15, 7, 0.75, EVALUATED, null);
  }

  static Targets targets() {
    ActiveTarget up =
        new ActiveTarget(
            Labels.of("__address__", "10.0.0.1:80", "job", "api"),
            Labels.of("instance", "10.0.0.1:80", "job", "api"),
            "api",
            "http://10.0.0.1:80/metrics",
            "http://10.0.0.1:80/metrics",
            "",
            EVALUATED,
            0.125,
            "up",
            "15s",
            "10s");
    DroppedTarget dropped = new DroppedTarget(Labels.of("__address__", "10.0.0.9:80"), "api");
    return new Targets(List.of(up), List.of(dropped), Map.of("api", 1L), Completeness.NONE_ASKED);
  }
}
