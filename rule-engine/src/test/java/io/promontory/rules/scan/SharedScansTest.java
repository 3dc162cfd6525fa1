package io.promontory.rules.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SharedScansTest {
  private static final long T0 = 1_800_000_000_000L;
  private static final long MINUTE = 60_000;
  private static final List<String> RULES =
      List.of(
          "sum(rate(m[5m]))",
          "m > 100",
          "max_over_time(m[20m])",
          "sum by (x) (rate(m[5m] offset 10m))",
          "m offset -1m",
          "count(m{x=\"1\"}) / count(m)",
          "own");

  private final MemoryStore memory = new MemoryStore("m", Labels.EMPTY);
  private final Engine engine =
      new Engine(
          new EngineOptions(
              Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.ALL_SYNTAX, 1));
  private final List<SelectRequest> asked = new ArrayList<>();
  private boolean fails;
  private final Store store =
      new ForwardingStore(() -> memory, () -> {}) {
        @Override
        public SeriesSet select(SelectRequest request, QueryContext context) {
          synchronized (asked) {
            asked.add(request);
          }
          if (fails) {
            throw new StoreException("m", StoreException.Kind.UNAVAILABLE, "away");
          }
          return super.select(request, context);
        }
      };

  @BeforeEach
  void anHour() {
    for (int minute = 0; minute < 60; minute++) {
      for (int x = 0; x < 20; x++) {
        long at = T0 + minute * MINUTE + 7 * x;
        memory.append(Labels.of("__name__", "m", "x", "" + x), at, minute * (x + 0.1));
      }
      memory.append(Labels.of("__name__", "own"), T0 + minute * MINUTE, minute);
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private String answer(Store over, String rule, long at) {
    return engine.run(over, Query.instant(rule, at), QueryContext.unbounded()).value().toString();
  }

  private void tick(SharedScans scans, long at) {
    try (TickScans tick = scans.begin(Set.of("own"), at)) {
      for (String rule : RULES) {
        assertThat(answer(tick, rule, at)).isEqualTo(answer(memory, rule, at));
      }
    }
  }

  private int asksOf(SharedScans scans, long at) {
    asked.clear();
    tick(scans, at);
    return asked.size();
  }

  @Test
  void rulesWithEqualSelectorsReadOnceAndAnswerEqually() {
    SharedScans.Memory bytes = new SharedScans.Memory(1 << 20);
    SharedScans scans = new SharedScans(store, bytes);
    int alone = asksOf(scans, T0 + 30 * MINUTE);
    int shared = asksOf(scans, T0 + 31 * MINUTE);
    assertThat(alone).isGreaterThanOrEqualTo(RULES.size());
    assertThat(shared).isLessThanOrEqualTo(alone - 4);
    assertThat(asksOf(scans, T0 + 45 * MINUTE)).isEqualTo(shared);
    assertThat(bytes.left()).isEqualTo(1 << 20);
  }

  @Test
  void whatLiesBetweenTimesFarApartIsNotRead() {
    SharedScans scans = new SharedScans(store, new SharedScans.Memory(1 << 20));
    for (long at : List.of(T0 + 40 * MINUTE, T0 + 41 * MINUTE)) {
      asked.clear();
      try (TickScans tick = scans.begin(Set.of(), at)) {
        String rule = "sum(m) / sum(m offset 30m)";
        assertThat(answer(tick, rule, at)).isEqualTo(answer(memory, rule, at));
      }
      assertThat(asked)
          .isNotEmpty()
          .allSatisfy(
              one -> assertThat(one.maxTime() - one.minTime()).isLessThanOrEqualTo(5 * MINUTE));
    }
  }

  @Test
  void whatTheGroupWritesIsReadAnew() {
    SharedScans scans = new SharedScans(store, new SharedScans.Memory(1 << 20));
    long at = T0 + 70 * MINUTE;
    for (int i = 0; i < 3; i++) {
      try (TickScans tick = scans.begin(Set.of("own"), at + i)) {
        answer(tick, "own", at + i);
        memory.append(Labels.of("__name__", "own"), at + i, i + 0.5);
        assertThat(answer(tick, "own", at + i)).contains(i + ".5");
      }
    }
  }

  @Test
  void whatIsTooMuchIsReadByEach() {
    SharedScans.Memory bytes = new SharedScans.Memory(100);
    SharedScans scans = new SharedScans(store, bytes);
    int alone = asksOf(scans, T0 + 30 * MINUTE);
    assertThat(asksOf(scans, T0 + 31 * MINUTE)).isEqualTo(alone);
    assertThat(bytes.left()).isEqualTo(100);
  }

  @Test
  void aFailureIsToldAndNotKept() {
    SharedScans scans = new SharedScans(store, new SharedScans.Memory(1 << 20));
    tick(scans, T0 + 30 * MINUTE);
    fails = true;
    try (TickScans tick = scans.begin(Set.of(), T0 + 31 * MINUTE)) {
      for (int i = 0; i < 3; i++) {
        assertThatExceptionOfType(QueryException.class)
            .isThrownBy(() -> answer(tick, RULES.get(1), T0 + 31 * MINUTE))
            .withMessageContaining("away");
      }
      fails = false;
      assertThat(answer(tick, RULES.get(1), T0 + 31 * MINUTE))
          .isEqualTo(answer(memory, RULES.get(1), T0 + 31 * MINUTE));
    }
    tick(scans, T0 + 32 * MINUTE);
  }

  @Test
  void manyAtATimeShareOneRead() throws Exception {
    SharedScans scans = new SharedScans(store, new SharedScans.Memory(1 << 20));
    tick(scans, T0 + 30 * MINUTE);
    asked.clear();
    long at = T0 + 31 * MINUTE;
    String expected = answer(memory, RULES.get(0), at);
    try (TickScans tick = scans.begin(Set.of("own"), at);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        answers.add(threads.submit(() -> answer(tick, RULES.get(0), at)));
      }
      for (Future<String> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
    assertThat(asked).hasSize(1);
  }
}
