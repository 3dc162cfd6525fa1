package io.promontory.rules.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.value.QueryValue;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.rules.alert.ForStateRestore;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupLoopTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final String RULES = "groups: [{name: g, rules: [{record: r, expr: vector(1)}]}]";

  private final List<Instant> asked = new ArrayList<>();

  private RuleBench bench(Instant now) {
    RuleBench bench = new RuleBench(now);
    bench.queries =
        query ->
            (text, at) -> {
              asked.add(Instant.ofEpochMilli(at));
              return List.of(new QueryValue.Sample(Labels.EMPTY, at, 1));
            };
    return bench;
  }

  @Test
  void everySlotIsEvaluatedBeginningWithTheNext() {
    try (RuleBench bench = bench(T0);
        RuleManager manager = new RuleManager(bench.surroundings(), bench)) {
      manager.update(RuleBench.definitions(RULES));
      bench.moveTo(T0.plusSeconds(300));
      Instant first = new Slots(new GroupKey("r.yml", "g"), Duration.ofMinutes(1)).before(T0);
      assertThat(asked).hasSize(5);
      for (int i = 0; i < 5; i++) {
        assertThat(asked.get(i))
            .isEqualTo(first.plusSeconds(60L * (i + 1)).truncatedTo(ChronoUnit.MILLIS));
      }
    }
  }

  @Test
  void slotsThatPassDuringAnEvaluationAreLeftOut() {
    List<Long> missed = new ArrayList<>();
    try (RuleBench bench = bench(T0)) {
      bench.metrics =
          new RuleMetrics() {
            @Override
            public void slotsMissed(GroupKey group, long count) {
              missed.add(count);
            }
          };
      bench.queries =
          query ->
              (text, at) -> {
                asked.add(Instant.ofEpochMilli(at));
                if (asked.size() == 1) {
                  bench.step(Duration.ofSeconds(150));
                }
                return List.of(new QueryValue.Sample(Labels.EMPTY, at, 1));
              };
      try (RuleManager manager = new RuleManager(bench.surroundings(), bench)) {
        manager.update(RuleBench.definitions(RULES));
        bench.moveTo(T0.plusSeconds(290));
      }
      assertThat(missed).containsExactly(1L);
      assertThat(asked.get(1)).isEqualTo(asked.get(0).plusSeconds(120));
    }
  }

  @Test
  void aClockThatStepsMakesNoStorm() {
    try (RuleBench bench = bench(T0);
        RuleManager manager = new RuleManager(bench.surroundings(), bench)) {
      manager.update(RuleBench.definitions(RULES));
      bench.moveTo(T0.plusSeconds(120));
      int before = asked.size();
      bench.step(Duration.ofHours(-10));
      bench.moveTo(bench.instant().plusSeconds(300));
      assertThat(asked.size() - before).isBetween(4, 5);
      before = asked.size();
      bench.step(Duration.ofHours(20));
      bench.moveTo(bench.instant().plusSeconds(300));
      assertThat(asked.size() - before).isBetween(4, 6);
    }
  }

  @Test
  void anUnchangedGroupRunsOnAndARemovedOneEndsItsSeries() {
    try (RuleBench bench = new RuleBench(T0);
        RuleManager manager = new RuleManager(bench.surroundings(), bench)) {
      manager.update(RuleBench.definitions(RULES));
      bench.moveTo(T0.plusSeconds(120));
      LiveGroup running = manager.groups().get(0);
      manager.update(RuleBench.definitions(RULES));
      assertThat(manager.groups()).containsExactly(running);
      manager.update(List.of());
      assertThat(bench.value("r", bench.instant())).isEqualTo(1);
      Instant stopped = bench.instant();
      bench.moveTo(T0.plusSeconds(300));
      assertThat(Double.isNaN(bench.value("r", stopped))).isTrue();
      assertThat(manager.groups()).isEmpty();
    }
  }

  /** As promxy's test of alert states: two replicas' rules, told apart by a label of theirs. */
  @Test
  void timersOfAnotherReplicaAreNotTakenOver() {
    String rules =
        "groups: [{name: g, rules: [{alert: A, expr: vector(1), for: 30m, labels: {replica: %s}}]}]";
    MemoryStore store = new MemoryStore("m", Labels.EMPTY);
    Instant down = T0.plusSeconds(20 * 60);
    try (RuleBench bench = new RuleBench(T0, store);
        RuleManager manager = new RuleManager(bench.surroundings(), bench)) {
      manager.update(RuleBench.definitions(rules.formatted("a")));
      bench.moveTo(down);
    }
    assertThat(activeAfterStart(store, rules.formatted("b"), down))
        .isLessThan(Duration.ofMinutes(3));
    assertThat(activeAfterStart(store, rules.formatted("a"), down))
        .isBetween(Duration.ofMinutes(19), Duration.ofMinutes(24));
  }

  /** How long an alert holds 150 s after an engine has started over what another one left. */
  private static Duration activeAfterStart(MemoryStore store, String rules, Instant start) {
    try (RuleBench bench = new RuleBench(start, store)) {
      bench.restore = new ForStateRestore(store, QueryContext::unbounded);
      try (RuleManager manager = new RuleManager(bench.surroundings(), bench)) {
        manager.update(RuleBench.definitions(rules));
        bench.moveTo(start.plusSeconds(150));
        AlertingRule rule = (AlertingRule) manager.groups().get(0).tasks().get(0).rule();
        return Duration.between(rule.active().get(0).activeAt(), bench.instant());
      }
    }
  }

  @Test
  void timersGoOnAfterARestart() {
    String rules = "groups: [{name: g, rules: [{alert: A, expr: vector(1), for: 30m}]}]";
    MemoryStore store = new MemoryStore("m", Labels.EMPTY);
    Instant down = T0.plusSeconds(20 * 60);
    try (RuleBench bench = new RuleBench(T0, store);
        RuleManager manager = new RuleManager(bench.surroundings(), bench)) {
      manager.update(RuleBench.definitions(rules));
      bench.moveTo(down);
    }
    // 20 minutes of the first run, less where less than the grace period would remain
    assertThat(activeAfterStart(store, rules, down.plusSeconds(10 * 60)))
        .isBetween(Duration.ofMinutes(19), Duration.ofMinutes(24));
  }
}
