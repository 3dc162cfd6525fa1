package io.promontory.promql.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.engine.AnswerText;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.Query;
import io.promontory.promql.plan.ExplainNode;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Authority;
import io.promontory.series.store.Billing;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a store is asked whose own answer counts (s0, with {@code dc="a"}), alone and beside another
 * one (s1, with {@code dc="b"}), and that answers are those from samples.
 */
class ManagedPushdownTest {
  private static final long MINUTE = 60_000;
  private static final Engine ON = Shards.engine(Optimisation.ALL);
  private static final Engine OFF = Shards.engine(Set.of());
  private static final Shards SHARDS = shards(Authority.STORE);
  private static final Shards OLD = shards(Authority.STORE_WITHOUT_WINDOWS);

  @AfterAll
  static void close() {
    ON.close();
    OFF.close();
    SHARDS.close();
    OLD.close();
  }

  /** Minima 0 and 5; one series ends halfway; buckets of both kinds. */
  private static Shards shards(Authority authority) {
    Shards shards =
        Shards.managed(authority, Billing.FREE, Labels.of("dc", "a"), Labels.of("dc", "b"));
    for (int k = 0; k <= 60; k++) {
      long time = k * MINUTE / 2;
      for (int shard = 0; shard < 2; shard++) {
        for (int i = 0; i < 3; i++) {
          Labels labels = Labels.of("__name__", "x", "i", "" + i, "job", "j" + i % 2);
          shards.append(shard, labels, time, shard * 5 + i);
          shards.append(shard, labels.with("__name__", "x_total"), time, k * (i + 0.1 + shard));
          shards.append(shard, Labels.of("__name__", "b_bucket", "le", "" + i), time, k * (i + 1));
        }
        if (k < 20) {
          shards.append(shard, Labels.of("__name__", "gone", "i", "0"), time, k);
        }
      }
      shards.append(0, Labels.of("__name__", "only_a", "job", "j0"), time, 1);
      shards.append(0, Labels.of("__name__", "h", "i", "0"), time, histogram(k));
    }
    return shards;
  }

  private static FloatHistogram histogram(int k) {
    HistogramLayout layout =
        new HistogramLayout(2, 0.5, new int[] {1, 2}, new int[0], HistogramLayout.NO_BOUNDS);
    return new FloatHistogram(layout, ResetHint.UNKNOWN, 2 * k, 0, k, new double[] {k, k});
  }

  private static Query range(String text) {
    return Query.range(text, 12 * MINUTE, 28 * MINUTE, MINUTE);
  }

  private static String asked(Shards shards, Query query) {
    shards.parts.forEach(part -> part.asked.clear());
    String answer = AnswerText.of(() -> OFF.run(shards, query, QueryContext.unbounded()));
    assertThat(AnswerText.of(() -> ON.run(shards, query, QueryContext.unbounded())))
        .as(query.text())
        .isEqualTo(answer);
    return String.join(
        " ; ", shards.parts.getFirst().asked.stream().map(PartQuery::expression).sorted().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\0',
      textBlock =
          """
          x{dc="a"} => x
          x{dc="a",i!="1"} offset 5m => x{i!="1"} offset 5m
          timestamp(x{dc="a"}) => timestamp(x)
          gone{dc=~"a|c"} => gone
          -x{dc="a"} => -x
          (x{dc="a"} > 1) * 2 => (x > 1) * 2
          rate(x_total{dc="a"}[5m]) => rate(x_total[5m])
          irate(x_total{dc="a"}[5m] offset -3m) => irate(x_total[5m] offset -3m)
          predict_linear(x_total{dc="a"}[5m], scalar(only_a{dc="a"})) => predict_linear(x_total[5m], scalar(only_a))
          max_over_time(rate(x_total{dc="a"}[2m])[7m:]) => max_over_time(rate(x_total[2m])[7m:1m])
          sum by (dc, job) (x{dc="a"}) => sum by (job) (x)
          avg(x{dc="a"}) => avg(x)
          avg without (i) (x{dc="a"}) => avg without (dc, i) (x)
          stddev by (dc) (x{dc="a"}) => stddev(x)
          bottomk(2, x{dc="a"}) => bottomk(2, x)
          quantile(scalar(only_a{dc="a"}) / 2, x{dc="a"}) => quantile(scalar(only_a) / 2, x)
          count_values("v", x{dc="a"}) => count_values("v", x)
          avg(sum by (job) (x{dc="a"})) => avg(sum by (job) (x))
          sum(absent(x{dc="a",i="9"})) => sum(absent(x{i="9"}))
          absent(x{dc="a",i="9"}) => absent(x{i="9"})
          absent_over_time(nothing{dc="a"}[5m]) => absent_over_time(nothing[5m])
          x{dc="a"} + x_total{dc="a"} => x + ignoring (dc) x_total
          x{dc="a"} + on (dc, i) x_total{dc="a"} => x + on (i) x_total
          x{dc="a"} / on (dc) group_left () sum by (dc) (x{dc="a"}) => x / on () group_left () sum(x)
          x{dc="a"} / ignoring (i, job) group_left () sum by (dc) (x{dc="a"}) => x / ignoring (dc, i, job) group_left () sum(x)
          sum by (job) (x{dc="a"}) * on (job) group_right (dc) x{dc="a"} => sum by (job) (x) * on (job) group_right () x
          only_a{dc="a"} * on (job) group_right (dc) x{dc="a"} => only_a * on (job) group_right () x
          x{dc="a"} and on (job) only_a{dc="a"} => x and on (job) only_a
          x{dc="a"} unless ignoring (i) only_a{dc="a"} => x unless ignoring (dc, i) only_a
          x{dc="a"} or x_total{dc="a"} => x or ignoring (dc) x_total
          scalar(sum(x{dc="a"})) * x{dc="a"} => scalar(sum(x)) * x
          label_replace(x{dc="a"}, "n", "$1", "i", "(.*)") => label_replace(x, "n", "$1", "i", "(.*)")
          label_join(x{dc="a"}, "n", "-", "i", "job") => label_join(x, "n", "-", "i", "job")
          histogram_quantile(0.9, rate(b_bucket{dc="a"}[5m])) => histogram_quantile(0.9, rate(b_bucket[5m]))
          histogram_quantile(0.9, rate(h{dc="a"}[5m])) => histogram_quantile(0.9, rate(h[5m]))
          histogram_count(h{dc="a"}) => histogram_count(h)
          clamp_max(time() - timestamp(x{dc="a"}), 5) => clamp_max(time() - timestamp(x), 5)
          vector(scalar(only_a{dc="a"})) => vector(scalar(only_a))
          sgn(x{dc="a"}) + on (i) group_left () (x{dc="b"} > 5) => sgn(x)
          """)
  void asksForWholeExpressions(String text, String expression) {
    assertThat(asked(SHARDS, range(text))).isEqualTo(expression);
    assertThat(asked(SHARDS, Query.instant(text, 20 * MINUTE))).isEqualTo(expression);
  }

  /** What cannot be said there, or means something else there, is made here of what can. */
  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\0',
      textBlock =
          """
          sum by (d) (label_replace(x{dc="a"}, "d", "$1", "dc", "(.*)")) => x => a label that the store has by configuration
          label_replace(rate(x_total{dc="a"}[5m]), "dc", "z", "", "") => rate(x_total[5m]) => by configuration
          label_join(x{dc="a"}, "d", "", "dc") => x => by configuration
          count_values("dc", x{dc="a"}) => x => makes a label that the store has by configuration
          x{dc="a"} or vector(0) => x => its two sides have other labels
          x{dc="a"} * on (dc) group_left () sum(x{dc="a"}) => sum(x) ; x => matches by label "dc", which only one side has
          x{dc="a"} * ignoring (i, job) group_left () sum(x{dc="a"}) => sum(x) ; x => matches by label "dc"
          absent(nope{dc="a",i="1",i!="2"}) => nope{i!="2",i="1"} => the order of matchers shows in its labels
          limitk(1, x{dc="a"}) => x => limitk is experimental
          max by (job) (mad_over_time(x{dc="a"}[5m])) => => mad_over_time is experimental
          rate(x_total{dc="a"}[5m] anchored) => => anchored and smoothed are experimental
          x{dc="a"} + step() => x => step is experimental
          x{dc="a"} - x{dc="b"} => x =>
          rate(x_total[5m]) => =>
          avg(x) => =>
          absent(x) => =>
          """)
  void whatIsNotForTheStoreIsMadeHere(String text, String expressions, String reason) {
    assertThat(asked(SHARDS, range(text))).isEqualTo(expressions == null ? "" : expressions);
    if (reason != null) {
      assertThat(explained(SHARDS, range(text))).contains("stays here: ").contains(reason);
    }
  }

  @Test
  void aNativeHistogramIsReadWhereTheStoreCannotTellIt() {
    assertThat(asked(SHARDS, range("rate(h{dc=\"a\"}[5m])"))).isEqualTo("rate(h[5m])");
    assertThat(asked(SHARDS, range("h{dc=\"a\"}"))).isEqualTo("h");
  }

  @Test
  void theOrderOfAnInstantVectorIsMadeHere() {
    assertThat(asked(SHARDS, Query.instant("topk(2, x{dc=\"a\"})", 20 * MINUTE)))
        .isEqualTo("topk(2, x)");
    assertThat(asked(SHARDS, Query.instant("-bottomk(2, x{dc=\"a\"}) < 3", 20 * MINUTE)))
        .isEqualTo("bottomk(2, x)");
    assertThat(asked(SHARDS, Query.instant("sort_desc(rate(x_total{dc=\"a\"}[5m]))", 20 * MINUTE)))
        .isEqualTo("rate(x_total[5m])");
    assertThat(asked(SHARDS, Query.instant("sum(topk(2, x{dc=\"a\"}))", 20 * MINUTE)))
        .isEqualTo("sum(topk(2, x))");
    assertThat(asked(SHARDS, range("sort(x{dc=\"a\"})"))).isEqualTo("x");
    String grouped = "topk by (dc, job) (1, x{dc=\"a\"})";
    assertThat(asked(SHARDS, Query.instant(grouped, 20 * MINUTE))).isEqualTo("x");
    assertThat(asked(SHARDS, range(grouped))).isEqualTo("topk by (job) (1, x)");
  }

  @Test
  void whatDoesNotChangeIsAskedOnce() {
    assertThat(asked(SHARDS, range("x_total{dc=\"a\"} @ end()"))).isEqualTo("x_total @ 1680.000");
    PartQuery query = SHARDS.parts.getFirst().asked.getFirst();
    assertThat(query.steps()).isEqualTo(1);
    assertThat(query.aheadMs()).isEqualTo(PartQuery.ANYWHERE);
  }

  /** Steps at which a result may be kept are those behind which nothing is looked at. */
  @ParameterizedTest
  @CsvSource({
    "x, 0",
    "x offset 5m, 0",
    "x offset -5m, 300000",
    "max_over_time(x[5m:1m] offset -2m), 120000",
    "max_over_time((x offset 3m)[5m:1m] offset -2m), 0",
    "max_over_time((x offset -3m)[5m:1m] offset -2m), 300000",
    "rate(x[5m] offset -1m) - x offset -2m, 120000",
    "x - x @ 60, 9223372036854775807",
    "sum_over_time((x @ start())[5m:1m] offset -2m), 9223372036854775807"
  })
  void tellsHowFarAheadIsLooked(String text, long aheadMs) {
    String ours = text.replaceAll("x(?=[ )\\[]|$)", "x{dc=\"a\"}");
    assertThat(asked(SHARDS, range(ours))).isNotEmpty();
    assertThat(SHARDS.parts.getFirst().asked.getFirst().aheadMs()).isEqualTo(aheadMs);
  }

  /** Each part as ever, where groups keep the stores apart or add up exactly. */
  @Test
  void besideAnotherStoreOnlyWhatIsExactIsAsked() {
    assertThat(asked(SHARDS, range("sum by (dc) (x)"))).isEqualTo("sum(x)");
    assertThat(asked(SHARDS, range("min(x) > 1"))).isEqualTo("min(x)");
    assertThat(asked(SHARDS, range("sum by (dc) (rate(x_total[5m]))")))
        .isEqualTo("sum(rate(x_total[5m]))");
    assertThat(asked(SHARDS, range("sum(x)"))).isEmpty();
    assertThat(asked(SHARDS, range("avg by (dc) (x)"))).isEmpty();
    assertThat(asked(SHARDS, range("topk by (dc) (1, x)"))).isEmpty();
    assertThat(asked(SHARDS, range("sum by (dc) (absent(x))"))).isEmpty();
    assertThat(asked(SHARDS, range("x or vector(0)"))).isEmpty();
  }

  @Test
  void windowsOfAnotherDialectAreMadeHere() {
    assertThat(asked(OLD, range("sum(x{dc=\"a\"}) / 2"))).isEqualTo("sum(x) / 2");
    assertThat(asked(OLD, range("sum(rate(x_total{dc=\"a\"}[5m]))"))).isEmpty();
    assertThat(asked(OLD, range("max_over_time(x{dc=\"a\"}[5m:1m])"))).isEqualTo("x");
    assertThat(asked(OLD, range("sum by (dc) (x)"))).isEqualTo("sum(x)");
    assertThat(asked(OLD, range("sum by (dc) (rate(x_total[5m]))"))).isEmpty();
    assertThat(explained(OLD, range("rate(x_total{dc=\"a\"}[5m])")))
        .contains("stays here: its windows end elsewhere in the dialect of store \"s0\"");
  }

  @Test
  void nothingIsShownAfterItsEnd() {
    assertThat(asked(SHARDS, range("gone{dc=\"a\"}"))).isEqualTo("gone");
    assertThat(asked(SHARDS, range("gone{dc=\"a\"} > 1 or x{dc=\"a\"}"))).isNotEmpty();
    Query shortSighted = new Query("gone{dc=\"a\"}", 0, 28 * MINUTE, MINUTE, 10_000);
    assertThat(asked(SHARDS, shortSighted)).isEqualTo("gone");
    assertThat(SHARDS.parts.getFirst().asked.getFirst().lookbackMs()).isEqualTo(10_000);
  }

  @Test
  void errorsAndRemarksAreOurOwn() {
    assertThat(asked(SHARDS, range("x{dc=\"a\"} * on (job) x{dc=\"a\"}"))).isNotEmpty();
    assertThat(asked(SHARDS, range("rate({dc=\"a\",__name__=~\"x.*\"}[5m])"))).isNotEmpty();
    assertThat(asked(SHARDS, range("  1 + rate( x{dc=\"a\"}[5m])"))).isNotEmpty();
    assertThat(asked(SHARDS, range(" quantile(2, x{dc=\"a\"})"))).isNotEmpty();
    assertThat(asked(SHARDS, range("{dc=\"a\"}"))).isEmpty();
  }

  @Test
  void anExplanationShowsTheWholeExpression() {
    assertThat(explained(SHARDS, range("avg by (dc) (rate(x_total{dc=\"a\"}[5m])) > 1")))
        .isEqualTo(
            """
            query: 17 steps of 1m from 1970-01-01T00:12:00Z
              pushed: 17 steps of 1m from 1970-01-01T00:12:00Z
                store "s0": avg(rate(x_total[5m])) > 1, results get {dc="a"}
              optimised: pushdown: scalar-operation: > is evaluated by store "s0"
            """);
  }

  private static String explained(Shards shards, Query query) {
    ExplainNode explained = ON.explain(shards, query, QueryContext.unbounded());
    return explained.text();
  }
}
