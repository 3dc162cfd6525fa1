package io.promontory.rules.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.value.QueryValue;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.rules.eval.RuleFailure;
import io.promontory.rules.eval.SampleSink;
import io.promontory.rules.eval.SinkException;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.AlertState;
import io.promontory.series.store.memory.AppendResult;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LiveGroupTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final RuleBench bench = new RuleBench(T0);

  @AfterEach
  void close() {
    bench.close();
  }

  private void put(String name, String label, Instant at, double value) {
    bench.store.append(Labels.of(Labels.METRIC_NAME, name, "x", label), at.toEpochMilli(), value);
  }

  @Test
  void rulesSeeWhatThoseBeforeThemWrote() {
    LiveGroup group =
        bench.group(
            """
            groups:
              - name: g
                rules:
                  - {record: a, expr: sum(m)}
                  - {record: b, expr: a * 2}
                  - {record: c, expr: later or vector(0)}
                  - {record: later, expr: b + 1}
            """);
    put("m", "1", T0, 3);
    group.evaluate(T0);
    assertThat(bench.value("b", T0)).isEqualTo(6);
    assertThat(bench.value("c", T0)).isZero(); // what is written behind is not there yet
    group.evaluate(T0.plus(MINUTE));
    assertThat(bench.value("c", T0.plus(MINUTE))).isEqualTo(7);
  }

  @Test
  void aVanishedSeriesEndsAtOnce() {
    LiveGroup group = bench.group("groups: [{name: g, rules: [{record: r, expr: m > 1}]}]");
    put("m", "1", T0, 5);
    put("m", "2", T0, 5);
    group.evaluate(T0);
    put("m", "2", T0.plusSeconds(30), 0);
    group.evaluate(T0.plus(MINUTE));
    assertThat(bench.value("count(r)", T0)).isEqualTo(2);
    assertThat(bench.value("count(r)", T0.plus(MINUTE))).isEqualTo(1);
  }

  @Test
  void aFailedRuleEndsNothingAndHarmsNoOther() {
    LiveGroup group =
        bench.group(
            """
            groups:
              - name: g
                rules:
                  - {record: r, expr: m}
                  - {record: s, expr: m}
            """);
    put("m", "1", T0, 5);
    group.evaluate(T0);
    bench.queries =
        query ->
            (text, at) -> {
              throw new RuleFailure("store down");
            };
    LiveGroup failing = bench.group("groups: [{name: g, rules: [{record: r, expr: m}]}]");
    failing.continueFrom(group);
    failing.evaluate(T0.plus(MINUTE));
    assertThat(failing.tasks().get(0).health().lastError()).isEqualTo("store down");
    assertThat(bench.value("r", T0.plus(MINUTE))).isEqualTo(5);
    assertThat(Double.isNaN(bench.value("s", T0.plus(MINUTE)))).isTrue(); // its rule is gone
  }

  @Test
  void limitsAndDuplicatesAreErrors() {
    put("m", "1", T0, 1);
    put("m", "2", T0, 2);
    LiveGroup limited = bench.group("groups: [{name: g, limit: 1, rules: [{record: r, expr: m}]}]");
    limited.evaluate(T0);
    assertThat(limited.tasks().get(0).health().lastError())
        .isEqualTo("exceeded limit of 1 with 2 series");
    LiveGroup same =
        bench.group("groups: [{name: g, rules: [{record: r, expr: m, labels: {x: y}}]}]");
    same.evaluate(T0);
    assertThat(same.tasks().get(0).health().lastError())
        .isEqualTo("vector contains metrics with the same labelset after applying rule labels");
    assertThat(bench.value("count({__name__=\"r\"}) or vector(0)", T0)).isZero();
  }

  /** As Prometheus' storage, which takes a sample that it has already for written. */
  @Test
  void whatTwoRulesSayAlikeIsNoDuplicate() {
    LiveGroup group =
        bench.group(
            """
            groups:
              - name: g
                rules:
                  - {alert: A, expr: vector(1)}
                  - {alert: A, expr: vector(2)}
                  - {record: r, expr: vector(3)}
                  - {record: r, expr: vector(3)}
                  - {record: r, expr: vector(4)}
            """);
    for (Instant at : List.of(T0, T0.plus(MINUTE))) {
      group.evaluate(at);
      assertThat(group.tasks())
          .extracting(task -> task.health().lastError())
          .containsExactly("", "", "", "", "duplicate sample for timestamp");
      assertThat(bench.value("sum(ALERTS)", at)).isEqualTo(1);
      assertThat(bench.value("r", at)).isEqualTo(3);
    }
  }

  @Test
  void alertsAreToldThoughTheirSeriesCannotBeKept() {
    List<Instant> told = new ArrayList<>();
    bench.alerts = (rule, slot, interval) -> told.add(slot);
    bench.sink =
        () ->
            new SampleSink.Transaction() {
              @Override
              public AppendResult append(QueryValue.Sample sample) {
                return AppendResult.TOO_MANY_SERIES;
              }

              @Override
              public void commit() throws SinkException {
                throw new SinkException("disk full", new IOException());
              }
            };
    LiveGroup group = bench.group("groups: [{name: g, rules: [{alert: A, expr: vector(1)}]}]");
    group.evaluate(T0);
    assertThat(group.tasks().get(0).health().lastError()).isEqualTo("disk full");
    assertThat(told).containsExactly(T0);
    bench.queries =
        query ->
            (text, at) -> {
              throw new RuleFailure("store down");
            };
    bench.group("groups: [{name: g, rules: [{alert: A, expr: vector(1)}]}]").evaluate(T0);
    assertThat(told).hasSize(1); // nobody knows whether it fires
  }

  @Test
  void samplesLieAnOffsetEarlier() {
    LiveGroup group =
        bench.group("groups: [{name: g, query_offset: 1m, rules: [{record: r, expr: time()}]}]");
    group.evaluate(T0);
    assertThat(bench.value("timestamp(r)", T0)).isEqualTo(T0.getEpochSecond() - 60);
    assertThat(bench.value("r", T0)).isEqualTo(T0.getEpochSecond() - 60);
  }

  @Test
  void anAlertGoesThroughItsStates() {
    LiveGroup group =
        bench.group(
            """
            groups:
              - name: g
                rules:
                  - alert: High
                    expr: m > 1
                    for: 2m
                    keep_firing_for: 2m
                    labels: {severity: "{{ if gt $value 5.0 }}page{{ else }}ticket{{ end }}"}
                    annotations: {text: "{{ $labels.x }} is {{ $value }}"}
            """);
    AlertingRule rule = (AlertingRule) group.tasks().get(0).rule();
    put("m", "1", T0, 3);
    group.evaluate(T0);
    assertThat(rule.active())
        .singleElement()
        .satisfies(
            a -> {
              assertThat(a.state()).isEqualTo(AlertState.PENDING);
              assertThat(a.labels())
                  .isEqualTo(Labels.of("alertname", "High", "severity", "ticket", "x", "1"));
              assertThat(a.annotations().get("text")).isEqualTo("1 is 3");
            });
    assertThat(bench.value("ALERTS{alertstate=\"pending\"}", T0)).isEqualTo(1);
    assertThat(bench.value("ALERTS_FOR_STATE", T0)).isEqualTo(T0.getEpochSecond());
    at(group, 1);
    at(group, 2);
    assertThat(rule.active().get(0).state()).isEqualTo(AlertState.FIRING);
    assertThat(bench.value("ALERTS{alertstate=\"firing\"}", T0.plus(MINUTE.multipliedBy(2))))
        .isEqualTo(1);
    assertThat(
            Double.isNaN(
                bench.value("ALERTS{alertstate=\"pending\"}", T0.plus(MINUTE.multipliedBy(2)))))
        .isTrue();
    put("m", "1", T0.plusSeconds(170), 0);
    at(group, 3);
    at(group, 4);
    assertThat(rule.active().get(0).keepFiringSince()).isEqualTo(T0.plus(MINUTE.multipliedBy(3)));
    at(group, 5);
    assertThat(rule.active()).isEmpty();
    assertThat(rule.due(T0.plus(MINUTE.multipliedBy(5)), MINUTE))
        .singleElement()
        .satisfies(a -> assertThat(a.resolvedAt()).isEqualTo(T0.plus(MINUTE.multipliedBy(5))));
    assertThat(rule.due(T0.plus(MINUTE.multipliedBy(5)), MINUTE)).isEmpty();
  }

  @Test
  void theStateOfAnAlertIsTheTimeSinceWhichItHolds() {
    LiveGroup group = bench.group("groups: [{name: g, rules: [{alert: High, expr: m > 1}]}]");
    for (int minute = 0; minute <= 6; minute++) {
      Instant time = T0.plus(MINUTE.multipliedBy(minute));
      put("m", "1", time, minute == 5 ? 0 : 3);
      group.evaluate(time);
    }
    for (int minute = 0; minute <= 4; minute++) {
      assertThat(bench.value("ALERTS_FOR_STATE", T0.plus(MINUTE.multipliedBy(minute))))
          .isEqualTo(T0.getEpochSecond());
    }
    assertThat(Double.isNaN(bench.value("ALERTS_FOR_STATE", T0.plus(MINUTE.multipliedBy(5)))))
        .isTrue();
    Instant again = T0.plus(MINUTE.multipliedBy(6));
    assertThat(bench.value("ALERTS_FOR_STATE", again)).isEqualTo(again.getEpochSecond());
  }

  private void at(LiveGroup group, int minutes) {
    group.evaluate(T0.plus(MINUTE.multipliedBy(minutes)));
  }

  @Test
  void aFailureResolvesNoAlert() {
    LiveGroup group = bench.group("groups: [{name: g, rules: [{alert: A, expr: m > 1}]}]");
    put("m", "1", T0, 3);
    group.evaluate(T0);
    bench.queries =
        query ->
            (text, at) -> {
              throw new RuleFailure("the answer is not whole: eu: refused");
            };
    LiveGroup failing = bench.group("groups: [{name: g, rules: [{alert: A, expr: m > 1}]}]");
    failing.continueFrom(group);
    failing.evaluate(T0.plus(MINUTE.multipliedBy(30)));
    AlertingRule rule = (AlertingRule) failing.tasks().get(0).rule();
    assertThat(rule.active()).singleElement().matches(a -> a.state() == AlertState.FIRING);
  }

  @Test
  void whatAnotherRuleTookOverIsNotEnded() {
    LiveGroup group = bench.group("groups: [{name: g, rules: [{record: r, expr: m}]}]");
    put("m", "1", T0, 3);
    group.evaluate(T0);
    LiveGroup renamed =
        bench.group("groups: [{name: g, rules: [{record: r, expr: m + 1, labels: {n: \"\"}}]}]");
    renamed.continueFrom(group);
    renamed.evaluate(T0.plus(MINUTE));
    assertThat(bench.value("r", T0.plus(MINUTE))).isEqualTo(4);
  }

  @Test
  void queriesOfTemplatesAreAnsweredAtTheSlot() {
    put("m", "1", T0, 3);
    bench.queries =
        query ->
            (text, at) ->
                text.equals("t")
                    ? List.of(new QueryValue.Sample(Labels.EMPTY, at, at - T0.toEpochMilli()))
                    : query.at(text, at);
    LiveGroup group =
        bench.group(
            """
            groups:
              - name: g
                query_offset: 1m
                rules:
                  - alert: A
                    expr: vector(1)
                    annotations: {t: '{{ query "t" | first | value }} {{ query "sum(" }}'}
            """);
    group.evaluate(T0);
    AlertingRule rule = (AlertingRule) group.tasks().get(0).rule();
    assertThat(rule.active().get(0).annotations().get("t"))
        .startsWith("<error expanding template: ")
        .contains("unclosed left parenthesis");
  }

  @Test
  void whoseTurnItIsNotKeepsTimersButRecordsAndTellsNothing() {
    List<Instant> told = new ArrayList<>();
    bench.alerts = (rule, slot, interval) -> told.add(slot);
    bench.turn = slot -> slot.isAfter(T0.plus(MINUTE));
    LiveGroup group =
        bench.group(
            """
            groups:
              - name: g
                rules:
                  - {record: r, expr: m}
                  - {alert: A, expr: m > 0, for: 2m}
            """);
    put("m", "1", T0, 5);
    put("m", "2", T0, 5);
    group.evaluate(T0);
    group.evaluate(T0.plus(MINUTE));
    assertThat(bench.value("count(r)", T0.plus(MINUTE))).isNaN();
    assertThat(bench.value("count(ALERTS)", T0.plus(MINUTE))).isNaN();
    assertThat(told).isEmpty();
    put("m", "2", T0.plus(MINUTE).plusSeconds(1), StaleMarker.VALUE);
    group.evaluate(T0.plus(MINUTE.multipliedBy(2)));
    assertThat(bench.value("count(r)", T0.plus(MINUTE.multipliedBy(2)))).isEqualTo(1);
    assertThat(bench.value("count(ALERTS{alertstate='firing'})", T0.plus(MINUTE.multipliedBy(2))))
        .isEqualTo(1);
    assertThat(told).containsExactly(T0.plus(MINUTE.multipliedBy(2)));
  }
}
