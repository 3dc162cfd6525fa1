package io.promontory.rules.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.rules.alert.AlertingRule;
import io.promontory.rules.alert.ForStateRestore;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Replica;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Timers that several engines have written of the same alert. */
class RestoreOfReplicasTest {
  private static final Instant UP = Instant.parse("2026-01-01T12:00:00Z");
  private static final Labels FOR_STATE =
      Labels.of("__name__", "ALERTS_FOR_STATE", "alertname", "A");

  /** Minutes before {@link #UP}: since when the alert holds, and the last sample. */
  private record Written(int activeSince, int last, boolean ended) {
    Replica replica(String name) {
      XorWriter chunk = new XorWriter();
      for (int minute = activeSince; minute > last; minute--) {
        chunk.append(at(minute).toEpochMilli(), at(activeSince).getEpochSecond());
      }
      double value = ended ? StaleMarker.VALUE : at(activeSince).getEpochSecond();
      chunk.append(at(last).toEpochMilli(), value);
      return new Replica(name, List.of(chunk.toChunk()));
    }
  }

  private static Instant at(int minutesBefore) {
    return UP.minus(Duration.ofMinutes(minutesBefore));
  }

  /** How many minutes an alert is restored to have held, of a hundred that it has to. */
  private static long restored(Written... written) {
    List<Replica> replicas = new ArrayList<>();
    for (Written one : written) {
      replicas.add(one.replica("r" + replicas.size()));
    }
    MemoryStore empty = new MemoryStore("m", Labels.EMPTY);
    ForwardingStore store =
        new ForwardingStore(() -> empty, () -> {}) {
          @Override
          public SeriesSet select(SelectRequest request, QueryContext context) {
            return SeriesSet.of(List.of(new Series(FOR_STATE, replicas)), Completeness.NONE_ASKED);
          }
        };
    try (RuleBench bench = new RuleBench(UP, empty)) {
      bench.restore = new ForStateRestore(store, QueryContext::unbounded);
      try (RuleManager manager = new RuleManager(bench.surroundings(), bench)) {
        manager.update(
            RuleBench.definitions(
                "groups: [{name: g, rules: [{alert: A, expr: vector(1), for: 100m}]}]"));
        bench.moveTo(UP.plusSeconds(150));
        AlertingRule rule = (AlertingRule) manager.groups().get(0).tasks().get(0).rule();
        // neither what it was down counts, nor the time since the start
        Duration held = Duration.between(rule.active().get(0).activeAt(), bench.instant());
        return held.minus(Duration.ofSeconds(150)).toMinutes();
      }
    }
  }

  @Test
  void theEarlierActivationOfTwoThatAreUpCounts() {
    assertThat(restored(new Written(50, 10, false))).isBetween(37L, 41L);
    assertThat(restored(new Written(50, 11, false), new Written(15, 10, false)))
        .isBetween(36L, 40L);
    assertThat(restored(new Written(15, 10, false), new Written(50, 11, false)))
        .isBetween(36L, 40L);
  }

  @Test
  void whoStoppedDoesNotEndWhatAnotherGoesOnWith() {
    assertThat(restored(new Written(50, 10, true), new Written(50, 11, false))).isBetween(36L, 40L);
  }

  @Test
  void whoEndedLongBeforeDoesNotCount() {
    assertThat(restored(new Written(50, 30, false), new Written(15, 10, false))).isBetween(3L, 7L);
    assertThat(restored(new Written(50, 10, true), new Written(50, 20, false))).isLessThan(2);
  }
}
