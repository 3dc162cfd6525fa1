package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.plan.ExplainNode;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each optimisation changes the plan, says so, and leaves the answer as it was. */
class OptimisationsTest {
  private static final long SEED = 20_260_301;
  private static final long MINUTE = 60_000;
  private static final Query RANGE = Query.range("", 20 * MINUTE, 40 * MINUTE + 7, 90_000);

  private final MemoryStore store = fleet();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          constant-folding   | m_total + 2 * 3                            | 2 * 3 is 6
          constant-folding   | m_total > bool (1 + 1) / -(2 ^ 2)          | 2 / -4 is -0.5
          constant-folding   | vector(1) + 1                              | vector of 1 + 1 is 2
          constant-folding   | m_total * scalar(vector(2)) - max_of(1, 2) | max_of(1, 2) is 2
          tight-time-ranges  | m_total      | 1970-01-01T00:15:00.001Z to 1970-01-01T00:39:30Z in place of
          tight-time-ranges  | max_over_time(rate(m_total[1m])[5m:40s]) | 1970-01-01T00:14:20.001Z to
          common-subexpressions | sum by (job) (m_total) / on () group_left sum(sum by (job) (m_total)) | aggregate: sum by (job) is evaluated once for 2 places
          common-subexpressions | rate(m_total[5m]) / rate( (m_total[5m]) )  | range-function: rate is evaluated once for 2 places
          common-subexpressions | sum(g) > sum(g) * 2 or sum(g) - sum(n_total) | aggregate: sum is evaluated once for 3 places
          common-subexpressions | scalar(sum(g)) + m_total * scalar(sum(g))  | aggregate: sum is evaluated once for 2 places
          common-subexpressions | avg_over_time(sum(g)[5m:1m]) + -avg_over_time(sum(g)[5m:1m]) | avg_over_time is evaluated once
          merged-selectors | sum(m_total) / count(m_total > 0)               | selection 0 reads what selection 1 reads
          merged-selectors | avg(rate(m_total[5m])) + sum(m_total)           | selection 0 reads what selection 1 reads
          merged-selectors | sum(m_total{job="j1"}) / on () sum(m_total)     | selection 0 reads what selection 1 reads, filtered
          merged-selectors | m_total{job=~"j[12]"} and m_total               | selection 0 reads what selection 1 reads, filtered
          label-projection | sum by (job) (rate(m_total[5m]))                | range-function: rate leaves labels as they are for sum
          label-projection | stddev by (zone) (-abs(g))                      | negation leaves labels as they are for stddev
          label-projection | avg(max_over_time(g[5m:1m])) + sum(g)           | max_over_time leaves labels as they are for avg
          label-projection | count_values by (job) ("v", ceil(g * 0))        | function: ceil leaves labels as they are for count_values
          counts-without-buckets | histogram_count(sum by (job) (rate(h[5m]))) | selection 0 unpacks no buckets of native histograms
          counts-without-buckets | histogram_sum(h) / histogram_avg(increase(h[7m])) | selection 1 unpacks no buckets of native histograms
          matcher-propagation | m_total{job="j1"} / n_total                  | selection 1 asks for {job="j1"} too
          matcher-propagation | m_total > n_total{job="j1", zone="z1"}       | selection 0 asks for {job="j1", zone="z1"} too
          matcher-propagation | rate(m_total{job="j1"}[5m]) / rate(n_total[5m]) | selection 1 asks for {job="j1"} too
          matcher-propagation | m_total * on (job) group_left sum by (job) (g{job="j2"}) | selection 0 asks for {job="j2"} too
          matcher-propagation | sum by (job, zone) (m_total{job="j2", i!="9"}) / ignoring (zone, i) group_left avg without (i, zone) (abs(g)) | selection 1 asks for {job="j2"}
          matcher-propagation | sum by (job) (m_total{job="j2"}) / sum by (job) (topk by (job) (2, g)) | selection 1 asks for {job="j2"}
          matcher-propagation | m_total{job="j1"} + n_total + g              | selection 2 asks for {job="j1"} too
          matcher-propagation | m_total and on (job) g{job="j3"}             | selection 0 asks for {job="j3"} too
          matcher-propagation | m_total{job="j3"} unless on (job, i) g > 0   | selection 1 asks for {job="j3"} too
          """)
  void changesThePlanAndNotTheAnswer(String name, String text, String note) {
    Optimisation optimisation = Optimisation.of(name).orElseThrow();
    Set<Optimisation> without = Optimisation.allBut(EnumSet.of(optimisation));
    Query query =
        new Query(text, RANGE.startMs(), RANGE.endMs(), RANGE.stepMs(), RANGE.lookbackMs());
    try (Engine on = engine(Optimisation.ALL);
        Engine off = engine(without);
        Engine none = engine(Set.of())) {
      assertThat(notes(on.explain(query), optimisation)).anyMatch(line -> line.contains(note));
      assertThat(notes(off.explain(query), optimisation)).isEmpty();
      assertThat(on.explain(query)).isNotEqualTo(off.explain(query));
      String answer = answer(none, query);
      assertThat(answer).contains("@");
      assertThat(answer(on, query)).as("seed %d", SEED).isEqualTo(answer);
      assertThat(answer(off, query)).as("seed %d", SEED).isEqualTo(answer);
    }
  }

  /** Where the answer, an error or an annotation could depend on what is not read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "m_total{job=\"j1\"} or n_total",
        "m_total unless n_total{job=\"j1\"}",
        "m_total{job=\"j1\"} + fill(0) n_total",
        "m_total{job=\"j1\"} + fill_left(0) n_total",
        "m_total{job=\"j1\"} / ignoring (job) n_total",
        "m_total{job=\"j1\"} / on (i) n_total",
        "g * on (job) group_left n_total{job=\"j1\", i=\"1\"}",
        "m_total{job=\"j1\"} / rate(g[5m])",
        "m_total{job=\"j1\"} / {__name__=~\"n.*\"}",
        "m_total{job=\"j1\"} / -{__name__=~\"n.*\"}",
        "m_total{job=~\"j1\"} / n_total",
        "m_total{job=\"\"} / n_total",
        "sum(m_total{job=\"j1\"}) / sum(n_total)",
        "sum without (job) (m_total{job=\"j1\"}) / n_total",
        "m_total{job=\"j1\"} / label_replace(n_total, \"zone\", \"z\", \"job\", \".*\")",
        "sum by (zone) (m_total{job=\"j1\", zone=\"z1\"}) / sum by (zone) (topk by (job) (2, g))",
        "m_total{job=\"j1\"} / quantile_over_time(2, n_total[5m])"
      })
  void movesNoMatcherThatCouldMatter(String text) {
    try (Engine on = engine(Optimisation.ALL);
        Engine none = engine(Set.of())) {
      Query query = Query.range(text, RANGE.startMs(), RANGE.endMs(), RANGE.stepMs());
      List<String> moved = notes(on.explain(query), Optimisation.MATCHER_PROPAGATION);
      assertThat(moved).isEmpty();
      assertThat(answer(on, query)).isEqualTo(answer(none, query));
    }
  }

  @Test
  void remarksOfASharedPartPointToItsLastPlace() {
    try (Engine on = engine(Optimisation.ALL)) {
      Query query =
          Query.instant("sum(rate(g[5m])) / (sum( rate(g[5m]))) * sum(rate(g[5m]))", RANGE.endMs());
      assertThat(notes(on.explain(query), Optimisation.COMMON_SUBEXPRESSIONS)).hasSize(1);
      assertThat(on.run(store, query, QueryContext.unbounded()).infos())
          .containsExactly(
              "PromQL info: metric might not be a counter, name does not end in"
                  + " _total/_sum/_count/_bucket: \"g\" (1:51)");
    }
  }

  /** Of downsampled data an average reads other numbers than a maximum. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0|common-subexpressions: instant-select: selection 0, look-back 5m is evaluated once for 3 places
          3600000|common-subexpressions: instant-select: selection 0, look-back 5m is evaluated once for 2 places
          """)
  void sharesDownsampledDataForTheSameAggregateOnly(long resolution, String note) {
    Query query = new Query("avg(g == g) / max(g)", 0, RANGE.endMs(), 60_000, 0, resolution);
    try (Engine on = engine(Optimisation.ALL)) {
      assertThat(notes(on.explain(query), Optimisation.COMMON_SUBEXPRESSIONS))
          .containsExactly(note);
    }
  }

  private String answer(Engine engine, Query query) {
    return AnswerText.of(() -> engine.run(store, query, QueryContext.unbounded()));
  }

  private static List<String> notes(ExplainNode explained, Optimisation optimisation) {
    return explained.children().stream()
        .filter(node -> node.name().equals("optimised"))
        .map(ExplainNode::detail)
        .filter(detail -> detail.startsWith(optimisation.text() + ": "))
        .toList();
  }

  private static Engine engine(Set<Optimisation> on) {
    return new Engine(
        new EngineOptions(
            Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.ALL_SYNTAX, 2, on));
  }

  /** Series whose sums depend on the order of adding. */
  private static MemoryStore fleet() {
    Random random = new Random(SEED);
    MemoryStore store = new MemoryStore("test", Labels.EMPTY);
    for (String name : List.of("m_total", "n_total", "g")) {
      for (int i = 0; i < 150; i++) {
        Labels labels =
            Labels.of("__name__", name, "i", "" + i, "job", "j" + i % 7, "zone", "z" + i % 2);
        double value = 0;
        for (int k = 0; k < 240; k++) {
          value += random.nextDouble() * Math.pow(10, random.nextInt(8) - 4);
          store.append(labels, k * 10_000L + i, name.equals("g") ? -value : value);
        }
      }
    }
    addHistograms(store);
    return store;
  }

  /** Counters of native histograms, reset now and then: at once, or in one bucket alone. */
  private static void addHistograms(MemoryStore store) {
    Random random = new Random(SEED);
    HistogramLayout layout =
        new HistogramLayout(2, 0.5, new int[] {1, 3}, new int[] {0, 1}, HistogramLayout.NO_BOUNDS);
    for (int i = 0; i < 40; i++) {
      Labels labels = Labels.of("__name__", "h", "i", "" + i, "job", "j" + i % 7, "zone", "z");
      double[] buckets = new double[layout.buckets()];
      double sum = 0;
      for (int k = 0; k < 240; k++) {
        buckets = random.nextInt(50) == 0 ? new double[buckets.length] : buckets.clone();
        if (random.nextInt(50) == 0) {
          buckets[1] = 0;
        }
        for (int b = 0; b < buckets.length; b++) {
          buckets[b] += random.nextInt(100);
        }
        sum += random.nextDouble() * 100;
        double count = Arrays.stream(buckets).sum();
        store.append(
            labels,
            k * 10_000L + i,
            new FloatHistogram(layout, ResetHint.UNKNOWN, count, 0, sum, buckets));
      }
    }
  }
}
