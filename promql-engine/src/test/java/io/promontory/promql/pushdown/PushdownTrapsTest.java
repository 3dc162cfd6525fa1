package io.promontory.promql.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.AnswerText;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.plan.ExplainNode;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where evaluating elsewhere goes wrong for others: each of these answers as from samples. */
class PushdownTrapsTest {
  private static final long MINUTE = 60_000;
  private static final Engine ON = Shards.engine(Optimisation.ALL);
  private static final Engine OFF = Shards.engine(Set.of());
  private static final Shards SHARDS = shards();

  @AfterAll
  static void close() {
    ON.close();
    OFF.close();
    SHARDS.close();
  }

  /** Minima 0 and 5; one series ends halfway; buckets; a label of the server's own named dc. */
  private static Shards shards() {
    Shards shards = new Shards(Labels.of("dc", "a"), Labels.of("dc", "b"));
    for (int k = 0; k <= 60; k++) {
      long time = k * MINUTE / 2;
      for (int shard = 0; shard < 2; shard++) {
        for (int i = 0; i < 3; i++) {
          Labels labels = Labels.of("__name__", "x", "i", "" + i, "job", "j" + i % 2);
          shards.append(shard, labels, time, shard * 5 + i);
          shards.append(shard, labels.with("__name__", "x_total"), time, k * (i + 0.1 + shard));
        }
        if (k < 20) {
          shards.append(shard, Labels.of("__name__", "gone", "i", "0"), time, k);
        }
      }
      shards.append(0, Labels.of("__name__", "only_a"), time, 1);
      shards.append(1, Labels.of("__name__", "h", "i", "0"), time, histogram(k));
    }
    return shards;
  }

  private static FloatHistogram histogram(int k) {
    HistogramLayout layout =
        new HistogramLayout(2, 0.5, new int[] {1, 2}, new int[0], HistogramLayout.NO_BOUNDS);
    return new FloatHistogram(layout, ResetHint.UNKNOWN, 2 * k, 0, k, new double[] {k, k});
  }

  private static Query query(String text) {
    return Query.range(text, 12 * MINUTE, 28 * MINUTE, MINUTE);
  }

  private static Set<String> asked(String text) {
    return asked(query(text));
  }

  /** What shards were asked for an answer that is that from samples. */
  private static Set<String> asked(Query query) {
    SHARDS.parts.forEach(part -> part.asked.clear());
    String answer = AnswerText.of(() -> OFF.run(SHARDS, query, QueryContext.unbounded()));
    assertThat(AnswerText.of(() -> ON.run(SHARDS, query, QueryContext.unbounded())))
        .as(query.text())
        .isEqualTo(answer);
    return new TreeSet<>(SHARDS.asked().toList());
  }

  private static List<String> notes(String text) {
    return ON.explain(SHARDS, query(text), QueryContext.unbounded()).children().stream()
        .map(ExplainNode::detail)
        .filter(detail -> detail.startsWith("pushdown: "))
        .toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\0',
      textBlock =
          """
          sum(x) => its groups have series in several stores
          sum by (job) (rate(x_total[5m])) => its groups have series in several stores
          quantile(0.5, x) => its groups have series in several stores
          count_values("v", x) => its groups have series in several stores
          sum by (i) (x{dc=~"a|b"}) => its groups have series in several stores
          avg by (dc) (x) => its last bit depends on the order of the series
          stddev by (dc) (x) => its last bit depends on the order of the series
          stdvar by (dc) (x) => its last bit depends on the order of the series
          topk by (dc) (1, x) => among equal values the order of the series decides
          bottomk by (dc) (1, x) => among equal values the order of the series decides
          limitk by (dc) (1, x) => it is experimental
          limit_ratio by (dc) (0.5, x) => it is experimental
          sum by (dc) (absent(x)) => absent is not for a part of the series
          sum by (dc) (absent_over_time(x[5m])) => absent_over_time is not for a part
          sum by (d) (label_replace(x, "d", "$1", "dc", "(.*)")) => label_replace is not for a part
          sum by (d) (label_join(x, "d", "", "dc")) => label_join is not for a part
          sum by (dc) (sort(x)) => sort is not for a part
          sum by (dc) (histogram_quantile(0.9, x)) => histogram_quantile is not for a part
          sum by (dc) (vector(scalar(x))) => vector is not for a part
          sum by (dc) (resets(x_total[5m])) => resets is not for a part
          sum by (dc) (first_over_time(x[5m])) => first_over_time is not for a part
          sum by (dc) (mad_over_time(x[5m])) => mad_over_time is not for a part
          sum by (dc) (double_exponential_smoothing(x[5m], 0.5, 0.5)) => double_exponential_smoothing is not
          sum by (dc) (rate(x_total[5m] anchored)) => anchored and smoothed are experimental
          sum by (dc) (x smoothed) => anchored and smoothed are experimental
          sum by (dc) (x + step()) => it is over an operation on what is no number
          sum by (dc) (clamp_min(x, start())) => an argument of clamp_min is no number
          quantile by (dc) (scalar(vector(0.5)), x) => its parameter is no number
          count_values by (i) ("dc", x) => it makes a label that store "s0" has by configuration
          count_values by (dc, v) ("v", x) => it groups by the label that it makes
          sum by (dc) (rate({__name__=~"x.*"}[5m])) => its series may have several names
          count({dc="a"}) => its text is not plain
          topk(1, count by (job) (x)) => the order of its results matters
          avg(max by (job) (x)) => the order of its results matters
          sort(count by (job) (x)) => the order of its results matters
          x * on (dc) count by (dc, job) (x) => the order of its results matters
          """)
  void staysHere(String text, String reason) {
    assertThat(notes(text)).anyMatch(note -> note.contains(" stays here: " + reason));
    assertThat(notes(text)).noneMatch(note -> note.contains("is evaluated by"));
    assertThat(asked(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum by (dc) (x + x)",
        "sum by (dc) (x or vector(1))",
        "sum by (dc) (x unless only_a)",
        "count(x * on (job) group_left (dc) only_a)",
        "absent(x)",
        "scalar(x)",
        "x or vector(0)",
        "label_replace(x, \"dc\", \"z\", \"\", \"\")"
      })
  void operationsOfSeveralVectorsAndVectorsThatAreNotAggregatedStayHere(String text) {
    assertThat(asked(text)).isEmpty();
    assertThat(notes(text)).noneMatch(note -> note.contains("is evaluated by"));
  }

  @Test
  void aComparisonBehindAnExtremeIsMadeHere() {
    assertThat(asked("min(x) > 1")).containsExactly("min(x)");
    assertThat(asked("max(x) * -1")).containsExactly("max(x)");
  }

  @Test
  void anOffsetCountsOnce() {
    assertThat(asked("count_values by (dc) ((\"v\"), x offset 5m)")).hasSize(1);
    assertThat(asked("sum by (dc) (predict_linear(x_total[5m] offset 10m, 3600))")).hasSize(1);
    assertThat(asked("sum by (dc) (time() - x offset 10m)")).hasSize(1);
    assertThat(asked("sum by (dc) (max_over_time(x_total[5m:1m] offset -3m))")).hasSize(1);
  }

  @Test
  void aValueLabelTakenAwayAgainIsTakenAwayThere() {
    assertThat(asked("count_values without (i, job) (\"v\", x)"))
        .containsExactly("count_values without (dc, i, job) (\"v\", x)");
  }

  @Test
  void nothingIsShownAfterItsEnd() {
    assertThat(asked("count(gone)")).containsExactly("count(gone)");
    assertThat(asked("sum by (dc) (last_over_time(gone[1m]))")).hasSize(1);
    Query shortSighted = new Query("count(gone)", 0, 28 * MINUTE, MINUTE, 10_000);
    assertThat(asked(shortSighted)).hasSize(1);
    assertThat(SHARDS.parts.getFirst().asked.getFirst().lookbackMs()).isEqualTo(10_000);
  }

  @Test
  void nativeHistogramsAreReadAsSamples() {
    assertThat(asked("sum by (dc) (rate(h[5m] offset 1m))")).hasSize(1);
    assertThat(asked("count by (dc) (h)")).hasSize(1);
    assertThat(asked("histogram_quantile(0.9, sum by (dc) (h))")).hasSize(1);
  }

  @Test
  void timesBefore1970StayHere() {
    assertThat(asked(Query.range("count(x)", -MINUTE, MINUTE, MINUTE))).isEmpty();
    assertThat(asked(Query.range("count(x)", 0, MINUTE, MINUTE))).hasSize(1);
    assertThat(asked("count_over_time(count(x)[30m:1m])")).isEmpty();
  }

  @Test
  void stepsWithoutNumberStayHere() {
    Query query = Query.instant("max_over_time(count(x)[1y:1s])", 2_000_000_000_000L);
    assertThat(ON.explain(SHARDS, query, QueryContext.unbounded()).text())
        .contains("stays here: it has more steps than servers are asked for");
  }

  @Test
  void coarseDataAreReadHere() {
    assertThat(asked(new Query("count(x)", 0, MINUTE, MINUTE, 0, 300_000))).isEmpty();
  }

  @Test
  void anInstantQueryIsOneStep() {
    assertThat(asked(Query.instant("count(x @ end())", 20 * MINUTE)))
        .containsExactly("count(x @ 1200.000)");
    assertThat(asked(Query.instant("sum by (dc) (x) / on (dc) count by (dc) (x)", 20 * MINUTE)))
        .hasSize(2);
  }

  @Test
  void whatIsFixedInTimeIsAskedOnce() {
    assertThat(asked("count(x @ 600)")).containsExactly("count(x @ 600.000)");
    assertThat(SHARDS.parts.getFirst().asked).hasSize(1);
    assertThat(SHARDS.parts.getFirst().asked.getFirst().endMs())
        .isEqualTo(SHARDS.parts.getFirst().asked.getFirst().startMs());
  }

  @Test
  void remarksStandWhereTheyBelongInTheQuery() {
    assertThat(asked("\n sum(rate( x{dc=\"a\",job!=\"j9\"} [5m] ) ) by ( dc )")).hasSize(1);
    assertThat(asked("1 + sum by (dc) ((rate(x[5m])) + 0) + sum by (dc) (rate(x[5m]))")).hasSize(2);
    assertThat(asked("quantile by (dc) ( 2, x{job=\"ü\"} ) or sum by(dc)(increase(x[3m]))"))
        .hasSize(2);
    assertThat(asked("sum by (dc) (max_over_time(rate(x[5m])[5m:1m]))")).hasSize(1);
    assertThat(asked("quantile by (dc) (-1, quantile_over_time(3, x[5m]))")).hasSize(1);
    String info =
        AnswerText.of(
            () -> ON.run(SHARDS, query("  sum by (dc) (rate(x[5m]))"), QueryContext.unbounded()));
    assertThat(info).contains("\"x\" (1:21)]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "promql-delayed-name-removal",
        "type-and-unit-labels",
        "use-start-timestamps",
      })
  void nothingIsPushedWhereAFlagChangesTheLanguage(String flag) {
    EngineOptions options =
        new EngineOptions(
            Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.of(List.of(flag)), 1);
    try (Engine engine = new Engine(options)) {
      ExplainNode explained = engine.explain(SHARDS, query("count(x)"), QueryContext.unbounded());
      assertThat(explained.text()).doesNotContain("pushed");
    }
  }

  @Test
  void labelsThatAServerMayLackAreNotLookedAtThere() {
    try (Shards shards = new Shards(Set.of("region"), Labels.of("dc", "a"))) {
      shards.append(0, Labels.of("__name__", "x", "region", "r"), 0, 1);
      for (String text :
          List.of(
              "sum(x{region=\"r\"})",
              "sum by (region) (x)",
              "sum without (i) (x)",
              "count_values(\"region\", x)")) {
        assertThat(ON.explain(shards, query(text), QueryContext.unbounded()).text())
            .contains("may lack there");
      }
      assertThat(ON.explain(shards, query("sum by (dc) (x)"), QueryContext.unbounded()).text())
          .contains("is evaluated by store \"s0\"");
    }
  }

  /** Two shards of one label, or of none, cannot be told apart. */
  @Test
  void shardsWithoutLabelsOfTheirOwnAreNotTakenForDifferentGroups() {
    try (Shards shards = new Shards(Labels.of("dc", "a"), Labels.of("dc", "a"), Labels.EMPTY)) {
      shards.append(0, Labels.of("__name__", "x"), 0, 1);
      String text = ON.explain(shards, query("sum by (dc) (x)"), QueryContext.unbounded()).text();
      assertThat(text).contains("its groups have series in several stores");
    }
  }

  @Test
  void anExplanationShowsWhoIsAskedForWhat() {
    String text =
        ON.explain(SHARDS, query("count by (dc, i) (x)"), QueryContext.unbounded()).text();
    assertThat(text)
        .isEqualTo(
            """
            query: 17 steps of 1m from 1970-01-01T00:12:00Z
              pushed: 17 steps of 1m from 1970-01-01T00:12:00Z, results of 2 stores united
                store "s0": count by (i) (x), results get {dc="a"}
                store "s1": count by (i) (x), results get {dc="b"}
              optimised: pushdown: aggregate: count by (dc, i) is evaluated by store "s0", store "s1"
            """);
  }
}
