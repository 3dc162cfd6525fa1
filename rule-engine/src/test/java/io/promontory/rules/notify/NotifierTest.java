package io.promontory.rules.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.alert.AlertOrigin;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.rules.eval.EvaluationTime;
import io.promontory.rules.file.Rule;
import io.promontory.rules.file.RuleFileReader;
import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.NameScheme;
import io.promontory.series.relabel.RelabelAction;
import io.promontory.series.relabel.RelabelConfig;
import io.promontory.series.relabel.Relabeling;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NotifierTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00.250Z");
  private static final Duration INTERVAL = Duration.ofSeconds(15);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final String RULES =
      """
      groups:
        - name: g
          rules:
            - alert: High
              expr: m{a="~*b +"} > 1
              for: 15s
              labels: {severity: page}
              annotations: {text: "<{{ $value }}> & \\"more\\" é"}
      """;

  private final Alertmanager server = new Alertmanager();
  private final AlertmanagerGroup group = group(Relabeling.NONE, server);
  private final Notifier notifier = new Notifier(terms(Labels.EMPTY, Relabeling.NONE));
  private final AlertingRule rule = rule();

  private static AlertmanagerGroup group(Relabeling rules, Alertmanager server) {
    return new AlertmanagerGroup(
        new GroupTerms(rules, url -> server, SendLimits.DEFAULT),
        Runnable::run,
        NotifyMetrics.NONE);
  }

  private static NotifyTerms terms(Labels external, Relabeling rules) {
    return new NotifyTerms(external, rules, MINUTE, "http://x.example/p");
  }

  private static AlertingRule rule() {
    try {
      Rule read =
          new RuleFileReader(FeatureFlags.ALL_SYNTAX)
              .read("r.yml", RULES)
              .groups()
              .getFirst()
              .rules()
              .getFirst();
      return new AlertingRule(
          (Rule.Alerting) read,
          read.labels(),
          AlertOrigin.at(URI.create("http://x.example/p"), Labels.EMPTY),
          true);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private void begin(Labels external, Relabeling rules) {
    notifier.update(terms(external, rules), List.of(group));
    group.found(List.of(URI.create("http://a/api/v2/alerts")), true, MINUTE);
  }

  /** Evaluates with these values of label n; says how many requests there were since. */
  private int evaluate(long seconds, String... values) throws Exception {
    int before = server.bodies.size();
    Instant slot = T0.plusSeconds(seconds);
    List<QueryValue.Sample> samples =
        List.of(values).stream()
            .map(n -> new QueryValue.Sample(Labels.of("n", n), slot.toEpochMilli(), 2))
            .toList();
    rule.evaluate(new EvaluationTime(slot, Duration.ZERO), (text, at) -> samples, 0);
    notifier.evaluated(rule, slot, INTERVAL);
    return server.bodies.size() - before;
  }

  private JsonNode last() {
    return Objects.requireNonNull(server.last());
  }

  @Test
  void anAlertIsToldWhenItFiresNowAndThenAndForAWhileAfterItsEnd() throws Exception {
    begin(Labels.of("site", "hq", "severity", "none"), Relabeling.NONE);
    assertThat(evaluate(0, "1")).isZero(); // pending
    assertThat(evaluate(15, "1")).isOne();
    assertThat(server.bodies.getLast())
        .isEqualTo(
            "[{\"annotations\":{\"text\":\"<2> & \\\"more\\\" é\"},"
                + "\"endsAt\":\"2026-01-01T00:04:15.250Z\","
                + "\"startsAt\":\"2026-01-01T00:00:15.250Z\","
                + "\"generatorURL\":\"http://x.example/p/graph?g0.expr="
                + "m%7Ba%3D%22~%2Ab+%2B%22%7D+%3E+1&g0.tab=1\","
                + "\"labels\":{\"alertname\":\"High\",\"n\":\"1\",\"severity\":\"page\","
                + "\"site\":\"hq\"}}]");
    assertThat(evaluate(30, "1")).isZero();
    assertThat(evaluate(75, "1")).isZero(); // a minute, not more
    assertThat(evaluate(90, "1")).isOne();
    assertThat(evaluate(105)).isOne(); // resolved
    assertThat(last().at("/0/endsAt").asText()).isEqualTo("2026-01-01T00:01:45.250Z");
    assertThat(last().at("/0/startsAt").asText()).isEqualTo("2026-01-01T00:00:15.250Z");
    assertThat(evaluate(120)).isZero();
    assertThat(evaluate(180)).isOne(); // told again, with the same end
    assertThat(last().at("/0/endsAt").asText()).isEqualTo("2026-01-01T00:01:45.250Z");
    assertThat(evaluate(105 + 15 * 60)).isOne();
    assertThat(evaluate(105 + 17 * 60)).isZero(); // forgotten
  }

  @Test
  void alertsWaitForTheFirstAlertmanager() throws Exception {
    notifier.update(terms(Labels.EMPTY, Relabeling.NONE), List.of(group));
    evaluate(0, "1");
    assertThat(evaluate(15, "1")).isZero();
    group.found(List.of(URI.create("http://a/api/v2/alerts")), true, MINUTE);
    assertThat(evaluate(30, "1")).isOne();
    assertThat(last().at("/0/startsAt").asText()).isEqualTo("2026-01-01T00:00:15.250Z");
  }

  @Test
  void rulesForAllComeAfterExternalLabelsAndBeforeThoseOfAGroup() throws Exception {
    Alertmanager other = new Alertmanager();
    AlertmanagerGroup second = group(relabeling("team", "sea", RelabelAction.DROP), other);
    second.found(List.of(URI.create("http://b/")), true, MINUTE);
    begin(Labels.of("site", "hq"), relabeling("site", "hq", RelabelAction.KEEP));
    notifier.update(
        terms(Labels.of("site", "hq"), relabeling("site", "hq", RelabelAction.KEEP)),
        List.of(group, second));
    evaluate(0, "1", "2");
    assertThat(evaluate(15, "1", "2")).isOne();
    assertThat(last()).hasSize(2);
    assertThat(other.taken()).containsExactly("High1", "High2");
    notifier.update(
        terms(Labels.of("site", "away"), relabeling("site", "hq", RelabelAction.KEEP)),
        List.of(group, second));
    assertThat(evaluate(120, "1", "2")).isZero();
    notifier.update(terms(Labels.of("team", "sea"), Relabeling.NONE), List.of(group, second));
    assertThat(evaluate(240, "1", "2")).isOne();
    assertThat(other.taken()).hasSize(2);
  }

  private static Relabeling relabeling(String label, String value, RelabelAction action) {
    return Relabeling.of(
        List.of(new RelabelConfig(List.of(label), ";", value, 0, "", "$1", action)),
        NameScheme.UTF8);
  }
}
