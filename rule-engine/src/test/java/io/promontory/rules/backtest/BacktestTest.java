package io.promontory.rules.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryFunction;
import io.promontory.rules.alert.AlertListener;
import io.promontory.rules.alert.AlertOrigin;
import io.promontory.rules.alert.AlertingRule;
import io.promontory.rules.eval.EngineVectorQuery;
import io.promontory.rules.eval.MemorySink;
import io.promontory.rules.file.RuleFileReader;
import io.promontory.rules.group.GroupDefinition;
import io.promontory.rules.group.GroupKey;
import io.promontory.rules.group.LiveGroup;
import io.promontory.rules.group.RuleMetrics;
import io.promontory.rules.group.Slots;
import io.promontory.rules.group.Surroundings;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup.Strictness;
import io.promontory.series.store.memory.MemoryStore;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BacktestTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration LOOKBACK = Duration.ofMinutes(5);
  private static final AlertOrigin ORIGIN =
      AlertOrigin.at(URI.create("http://p"), Labels.of("cluster", "c"));

  private final Engine engine = new Engine(EngineOptions.defaults());
  private final MemoryStore store = new MemoryStore("past", Labels.EMPTY);
  private final AtomicInteger queries = new AtomicInteger();

  @AfterEach
  void close() {
    engine.close();
  }

  private static List<GroupDefinition> groups(String rules) throws Exception {
    GroupDefinition.Defaults defaults =
        new GroupDefinition.Defaults(Duration.ofMinutes(1), Duration.ZERO, Strictness.ABORT);
    return new RuleFileReader(FeatureFlags.NONE)
        .read("rules.yml", rules).groups().stream()
            .map(group -> GroupDefinition.of("rules.yml", group, defaults, ORIGIN))
            .toList();
  }

  private BacktestReport run(String rules, Instant from, Instant to, boolean comparing)
      throws Exception {
    AtomicLong evaluated = new AtomicLong();
    AtomicLong evaluations = new AtomicLong();
    BacktestReport report =
        new Backtest(
                store,
                over ->
                    (query, context) -> {
                      queries.incrementAndGet();
                      return engine.run(over, query, context);
                    },
                terms -> QueryContext::unbounded)
            .run(
                new BacktestRequest(groups(rules), from, to, LOOKBACK, comparing),
                (done, total) -> {
                  assertThat(done)
                      .isEqualTo(evaluated.incrementAndGet())
                      .isLessThanOrEqualTo(total);
                  evaluations.set(total);
                });
    assertThat(evaluated.get()).as("all is told").isEqualTo(evaluations.get());
    return report;
  }

  /** A sample each 15 s; NaN for none. */
  private void put(Labels labels, Instant from, double... values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        store.append(labels, from.plusSeconds(15L * i).toEpochMilli(), values[i]);
      }
    }
  }

  /** Minutes after {@code T0}, each with four samples. */
  private void perMinute(String name, String instance, int... values) {
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      put(
          Labels.of("__name__", name, "instance", instance),
          T0.plus(Duration.ofMinutes(i)),
          value,
          value,
          value,
          value);
    }
  }

  private static Instant slot(String group, long minute) {
    Instant at = T0.plus(Duration.ofMinutes(minute));
    return new Slots(new GroupKey("rules.yml", group), Duration.ofMinutes(1))
        .before(at.plus(Duration.ofMinutes(1)).minusNanos(1));
  }

  private static Instant toMillis(Instant slot) {
    return Instant.ofEpochMilli(slot.toEpochMilli());
  }

  @Test
  void anAlertFiresAfterItsTimeAndIsResolved() throws Exception {
    perMinute("up", "a", 1, 1, 0, 0, 0, 0, 1, 0, 1, 1);
    perMinute("up", "b", 1, 1, 1, 1, 1, 1, 1, 1, 0, 0);
    BacktestReport report =
        run(
            """
            groups:
              - name: g
                rules:
                  - alert: Down
                    expr: up == 0
                    for: 2m
                    labels: {severity: page}
                    annotations: {text: "{{ $labels.instance }} of {{ $externalLabels.cluster }}"}
            """,
            T0,
            slot("g", 9),
            false);
    TestedRule rule = report.rules().get(0);
    assertThat(rule.query()).isEqualTo("up == 0");
    assertThat(rule.episodes())
        .containsExactly(
            new Episode(
                Labels.of("alertname", "Down", "instance", "a", "severity", "page"),
                Labels.of("text", "a of c"),
                slot("g", 2),
                slot("g", 4),
                slot("g", 6),
                0));
    assertThat(rule.neverFired()).isEqualTo(1); // a at minute 7; b is pending still
    assertThat(rule.evaluations()).isEqualTo(10);
    assertThat(rule.failures()).isZero();
    assertThat(report.warnings()).isEmpty();
    assertThat(queries).hasValue(1);
  }

  @Test
  void whatFiresAtTheFirstTimeIsKnown() throws Exception {
    perMinute("up", "a", 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
    String rules =
        """
        groups:
          - name: g
            rules: [{alert: Down, expr: up == 0, for: 2m, keep_firing_for: 3m}]
        """;
    BacktestReport report = run(rules, slot("g", 6), slot("g", 12), false);
    assertThat(report.rules().get(0).episodes())
        .extracting(Episode::activeAt, Episode::firedAt, Episode::resolvedAt)
        .containsExactly(tuple(slot("g", 1), slot("g", 3), slot("g", 11)));
    assertThat(run(rules, slot("g", 11), slot("g", 12), false).rules().get(0).episodes()).isEmpty();
    assertThat(run(rules, slot("g", 2), slot("g", 4), false).rules().get(0).episodes())
        .singleElement()
        .satisfies(episode -> assertThat(episode.resolvedAt()).isNull());
  }

  @Test
  void alertsReadWhatRulesOfTheseFilesRecordWhateverTheStoresHold() throws Exception {
    perMinute("m", "a", 1, 5, 5, 1, 1);
    perMinute("job:m", "a", 9, 9, 9, 9, 9);
    BacktestReport report =
        run(
            """
            groups:
              - name: g
                rules:
                  - {record: 'other', expr: 'absent(nothing)'}
                  - {record: 'job:m', expr: 'sum(m)'}
                  - {alert: High, expr: 'job:m > 3'}
                  - {alert: Both, expr: 'count(ALERTS{alertname="High"}) > 0'}
            """,
            T0,
            slot("g", 4),
            false);
    assertThat(report.rules()).extracting(TestedRule::name).containsExactly("High", "Both");
    assertThat(report.rules())
        .allSatisfy(
            rule ->
                assertThat(rule.episodes())
                    .extracting(Episode::firedAt, Episode::resolvedAt)
                    .containsExactly(tuple(slot("g", 1), slot("g", 3))));
  }

  @Test
  void templatesReadWhatRulesOfTheseFilesRecord() throws Exception {
    perMinute("m", "a", 1, 5, 5, 1, 1);
    BacktestReport report =
        run(
            """
            groups:
              - name: g
                labels: {low: '{{ with query "job:low" }}{{ . | first | value }}{{ end }}'}
                rules:
                  - {record: 'job:m', expr: 'sum(m)'}
                  - {record: 'job:low', expr: 'min(m) - 3'}
                  - alert: High
                    expr: m > 3
                    labels: {sum: '{{ with query "job:m" }}{{ . | first | value }}{{ end }}'}
            """,
            T0,
            slot("g", 4),
            false);
    assertThat(report.rules().get(0).episodes())
        .extracting(
            episode -> episode.labels().getOrEmpty("sum") + episode.labels().getOrEmpty("low"))
        .containsExactly("52");
  }

  @Test
  void aGroupThatLooksFurtherBackReadsWhatAnotherRecordedFromTheBeginning() throws Exception {
    int[] values = new int[1_600];
    Arrays.fill(values, 5);
    perMinute("m", "a", values);
    BacktestReport report =
        run(
            """
            groups:
              - {name: g, rules: [{record: 'job:m', expr: 'sum(m)'}]}
              - {name: h, rules: [{record: 'job:n', expr: 'sum(m)'}]}
              - name: late
                query_offset: 6h
                rules: [{alert: High, expr: 'job:m + job:n > 3'}]
            """,
            slot("late", 720),
            slot("late", 1_599),
            false);
    assertThat(report.rules().get(0).episodes())
        .singleElement()
        .satisfies(
            episode -> {
              assertThat(episode.firedAt()).isBeforeOrEqualTo(slot("late", 720));
              assertThat(episode.resolvedAt()).isNull();
            });
  }

  @Test
  void aStepWithoutAnAnswerCostsNoOther() throws Exception {
    perMinute("up", "a", 1, 0, 0, 0, 0, 1);
    perMinute("twin", "a", 1, 1, 1, 1, 1, 1);
    put(
        Labels.of("__name__", "twin", "instance", "a", "more", "x"),
        T0.plus(Duration.ofMinutes(2)),
        1);
    store.append(
        Labels.of("__name__", "twin", "instance", "a", "more", "x"),
        T0.plus(Duration.ofMinutes(3)).toEpochMilli() - 1,
        StaleMarker.VALUE);
    BacktestReport report =
        run(
            """
            groups:
              - name: g
                rules: [{alert: Down, expr: 'up == 0 and on (instance) (up * on (instance) twin) == 0'}]
            """,
            T0,
            slot("g", 5),
            false);
    TestedRule rule = report.rules().get(0);
    assertThat(rule.failures()).isEqualTo(1);
    assertThat(rule.lastError()).contains("found duplicate series");
    assertThat(rule.episodes())
        .extracting(Episode::firedAt, Episode::resolvedAt)
        .containsExactly(tuple(slot("g", 1), slot("g", 5)));
  }

  @Test
  void whatDidFireIsToldBeside() throws Exception {
    perMinute("up", "a", 1, 0, 0, 1, 0, 1);
    Labels fired =
        Labels.of(
            "__name__", "ALERTS", "alertname", "Down", "alertstate", "firing", "instance", "a");
    long at = slot("g", 2).toEpochMilli();
    store.append(fired, at, 1);
    store.append(fired, at + 60_000, StaleMarker.VALUE);
    BacktestReport report =
        run(
            "groups: [{name: g, rules: [{alert: Down, expr: up == 0}]}]",
            slot("g", 0),
            slot("g", 5),
            true);
    assertThat(report.rules().get(0).episodes()).hasSize(2);
    assertThat(report.rules().get(0).before())
        .containsExactly(
            new FiredBefore(
                Labels.of("instance", "a"), toMillis(slot("g", 2)), toMillis(slot("g", 3))));
  }

  @Test
  void aStoreThatDoesNotAnswerEndsItAndSaysWhere() throws Exception {
    QueryFunction down =
        (query, context) -> {
          throw new QueryException(QueryException.Kind.UNAVAILABLE, "store \"eu\": refused");
        };
    Backtest backtest = new Backtest(store, over -> down, terms -> QueryContext::unbounded);
    BacktestRequest request =
        new BacktestRequest(
            groups("groups: [{name: g, rules: [{alert: Down, expr: up == 0}]}]"),
            T0,
            T0.plusSeconds(600),
            LOOKBACK,
            false);
    assertThatThrownBy(() -> backtest.run(request))
        .isInstanceOf(BacktestException.class)
        .hasMessageStartingWith("group rules.yml;g at ")
        .hasMessageEndingWith(": up == 0: store \"eu\": refused");
    BacktestRequest endless =
        new BacktestRequest(request.groups(), Instant.EPOCH, T0, LOOKBACK, false);
    assertThatThrownBy(() -> backtest.run(endless))
        .hasMessageContaining("more than the 1000000 of one back-test");
  }

  /** Random samples: as if the rules had been in force, slot by slot. */
  @Test
  void itIsWhatTheRuleEngineWouldHaveDone() throws Exception {
    long seed = 42;
    Random random = new Random(seed);
    for (String instance : List.of("a", "b", "c")) {
      Labels labels = Labels.of("__name__", "m", "instance", instance);
      double value = 0;
      for (int i = 0; i < 4 * 60 * 20; i++) {
        value = random.nextInt(40) == 0 ? random.nextInt(10) : value;
        if (random.nextInt(30) > 0) {
          store.append(labels, T0.plusSeconds(15L * i).toEpochMilli(), value);
        }
      }
    }
    String rules =
        """
        groups:
          - name: g
            interval: 20s
            rules:
              - {record: 'm:avg', expr: 'avg_over_time(m[2m])'}
              - {alert: Mean, expr: 'm:avg > 4', for: 3m, keep_firing_for: 1m}
              - {alert: Now, expr: 'm > 6', for: 1m}
              - {alert: Start, expr: 'm > m @ start() or m > 7'}
          - name: h
            limit: 2
            rules:
              - {alert: Many, expr: 'm > 3', keep_firing_for: 5m}
        """;
    Instant to = T0.plus(Duration.ofHours(20));
    BacktestReport report = run(rules, T0, to, false);
    assertThat(report.rules())
        .hasSize(4)
        .allSatisfy(rule -> assertThat(rule.episodes()).isNotEmpty());
    Map<String, EpisodeRecorder> expected = replay(rules, to);
    for (TestedRule rule : report.rules()) {
      assertThat(rule.episodes())
          .as("%s, seed %d", rule.name(), seed)
          .isEqualTo(expected.get(rule.name()).episodes());
    }
  }

  /** The rules in the rule engine itself, with an instant query for each rule and slot. */
  private Map<String, EpisodeRecorder> replay(String rules, Instant to) throws Exception {
    Map<String, EpisodeRecorder> recorders = new HashMap<>();
    AlertListener listener =
        (AlertingRule rule, Instant slot, Duration interval) ->
            recorders
                .computeIfAbsent(rule.name(), name -> new EpisodeRecorder(T0, 10_000))
                .evaluated(rule, slot, interval);
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      Surroundings surroundings =
          new Surroundings(
              terms ->
                  new EngineVectorQuery(
                      (query, context) -> engine.run(store, query, context),
                      QueryContext::unbounded,
                      Strictness.ABORT),
              new MemorySink(store),
              listener,
              null,
              RuleMetrics.NONE,
              InstantSource.fixed(to),
              () -> 0,
              workers);
      List<LiveGroup> groups = new ArrayList<>();
      for (GroupDefinition definition : groups(rules)) {
        LiveGroup group = LiveGroup.of(definition, surroundings);
        Slots slots = new Slots(definition.key(), definition.terms().interval());
        Instant slot = slots.before(T0.minus(Duration.ofMinutes(20)));
        for (; !slot.isAfter(to); slot = slot.plus(definition.terms().interval())) {
          group.evaluate(slot);
        }
        groups.add(group);
      }
      assertThat(groups).hasSize(2);
    }
    return recorders;
  }
}
