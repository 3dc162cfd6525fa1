package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.Exposition;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ActiveTarget;
import io.promontory.series.store.Alert;
import io.promontory.series.store.AlertState;
import io.promontory.series.store.Exemplar;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Rule;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Exemplars, targets and rules of a real Prometheus. */
@EnabledIf("oracleIsPresent")
class PrometheusSideTest {
  private static final String TEXT =
      """
      # TYPE served counter
      served_total{path="/"} 5 # {trace_id="abc"} 0.5
      # EOF
      """;

  private static final String RULES =
      """
      groups:
        - name: g
          interval: 1s
          limit: 9
          rules:
            - record: one:value
              expr: vector(42)
              labels: {tier: one}
            - alert: AlwaysOn
              expr: vector(1) > 0
              keep_firing_for: 5m
              labels: {severity: "{{ $value }}"}
              annotations: {summary: "value {{ $value }}"}
      """;

  @TempDir Path directory;

  static boolean oracleIsPresent() {
    return Binary.ORACLE.isPresent();
  }

  @Test
  void whatAServerTellsIsTold() throws Exception {
    Path rules = Files.writeString(directory.resolve("rules.yml"), RULES);
    QueryContext context = QueryContext.unbounded();
    try (Exposition exposition = new Exposition(TEXT);
        PrometheusProcess server =
            PrometheusProcess.start(
                Binary.ORACLE,
                "rule_files: [\"" + rules + "\"]\n" + exposition.scrapeConfig(),
                directory.resolve("data"),
                "--enable-feature=exemplar-storage");
        PrometheusStore store =
            new PrometheusStore(
                PrometheusStoreConfig.of("prom", server.uri())
                    .withExternalLabels(Labels.of("region", "eu")))) {
      Awaitility.await("a scrape and an evaluation")
          .atMost(Duration.ofSeconds(60))
          .until(
              () ->
                  !exemplars(store, "eu").isEmpty()
                      && state(store.rules(RulesRequest.ALL, context).values())
                          == AlertState.FIRING);

      SeriesExemplars series = exemplars(store, "eu").getFirst();
      assertThat(series.labels().metricName()).isEqualTo("served_total");
      assertThat(series.labels().get("region")).isEqualTo("eu");
      Exemplar exemplar = series.exemplars().getFirst();
      assertThat(exemplar.labels()).isEqualTo(Labels.of("trace_id", "abc"));
      assertThat(exemplar.value()).isEqualTo(0.5);
      assertThat(exemplar.timestamp()).isGreaterThan(Instant.now().toEpochMilli() - 60_000);
      assertThat(exemplars(store, "us")).isEmpty();

      checkRules(store.rules(RulesRequest.ALL, context).values());
      RulesRequest recording =
          new RulesRequest(
              RulesRequest.Kind.RECORDING,
              List.of(List.of(Matcher.equal("region", "eu"), Matcher.equal("tier", "one"))),
              Set.of("one:value"),
              Set.of("g"),
              Set.of(rules.toString()));
      assertThat(store.rules(recording, context).values().getFirst().rules()).hasSize(1);

      Targets targets = store.targets(TargetsRequest.ALL, context);
      ActiveTarget target = targets.active().getFirst();
      assertThat(target.labels().get("region")).isEqualTo("eu");
      assertThat(target.health()).isEqualTo("up");
      assertThat(target.lastScrape()).isAfter(Instant.now().minusSeconds(60));
      assertThat(target.scrapeUrl()).startsWith("http://127.0.0.1:");
      assertThat(store.targets(new TargetsRequest(false, true, ""), context).active()).isEmpty();
      assertThat(store.targets(new TargetsRequest(true, true, "none"), context).active()).isEmpty();
    }
  }

  private static void checkRules(List<RuleGroup> groups) {
    RuleGroup group = groups.getFirst();
    assertThat(group.name()).isEqualTo("g");
    assertThat(group.intervalSeconds()).isEqualTo(1);
    assertThat(group.limit()).isEqualTo(9);
    Rule.Recording recording = (Rule.Recording) group.rules().get(0);
    assertThat(recording.query()).isEqualTo("vector(42)");
    assertThat(recording.labels()).isEqualTo(Labels.of("region", "eu", "tier", "one"));
    assertThat(recording.health()).isEqualTo("ok");
    Rule.Alerting alerting = (Rule.Alerting) group.rules().get(1);
    assertThat(alerting.keepFiringSeconds()).isEqualTo(300);
    assertThat(alerting.labels().get("severity")).isEqualTo("{{ $value }}");
    Alert alert = alerting.alerts().getFirst();
    assertThat(alert.labels().get("severity")).isEqualTo("1");
    assertThat(alert.labels().get("region")).isEqualTo("eu");
    assertThat(alert.annotations()).isEqualTo(Labels.of("summary", "value 1"));
    assertThat(alert.value()).isEqualTo("1e+00");
    assertThat(alert.activeAt()).isNotNull();
  }

  private static AlertState state(List<RuleGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.rules().stream())
        .filter(Rule.Alerting.class::isInstance)
        .map(rule -> ((Rule.Alerting) rule).state())
        .findFirst()
        .orElse(AlertState.UNKNOWN);
  }

  private static List<SeriesExemplars> exemplars(PrometheusStore store, String region) {
    List<Matcher> selector =
        List.of(Matcher.equal("__name__", "served_total"), Matcher.equal("region", region));
    return store
        .exemplars(
            new ExemplarsRequest(0, Long.MAX_VALUE, List.of(selector)), QueryContext.unbounded())
        .values();
  }
}
