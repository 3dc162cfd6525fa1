package io.promontory.promql.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.engine.AnswerText;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.plan.CostChoice;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Authority;
import io.promontory.series.store.Billing;
import io.promontory.series.store.Density;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That the cheaper way is taken where a store bills, over two series at 30 s in an hour. */
class BilledPushdownTest {
  private static final long MINUTE = 60_000;
  private static final Engine ON = Shards.engine(Optimisation.ALL);
  private static final Engine OFF = Shards.engine(Set.of());

  /** All is billed, but what the test says is kept. */
  private static final class Meter implements Billing {
    private long keptUntil = Long.MIN_VALUE;
    private boolean keepsSteps;

    @Override
    public long readMs(SelectRequest request) {
      return Math.max(0, request.maxTime() - Math.max(keptUntil, request.minTime()));
    }

    @Override
    public long evaluatedSteps(PartQuery query) {
      return keepsSteps ? 1 : query.steps();
    }

    @Override
    public Density density(List<Matcher> matchers) {
      return new Density(2, 30_000, true);
    }
  }

  private static final Meter METER = new Meter();
  private static final Shards SHARDS = shards();

  private static Shards shards() {
    Shards shards =
        Shards.managed(Authority.STORE, METER, Labels.of("dc", "a"), Labels.of("dc", "b"));
    for (int k = 0; k <= 240; k++) {
      for (int i = 0; i < 2; i++) {
        for (int shard = 0; shard < 2; shard++) {
          shards.append(shard, Labels.of("__name__", "x", "i", "" + i), k * MINUTE / 2, k * i);
          shards.append(shard, Labels.of("__name__", "y", "i", "" + i), k * MINUTE / 2, k);
        }
      }
    }
    return shards;
  }

  @AfterAll
  static void close() {
    ON.close();
    OFF.close();
    SHARDS.close();
  }

  @BeforeEach
  void forget() {
    METER.keptUntil = Long.MIN_VALUE;
    METER.keepsSteps = false;
    SHARDS.parts.forEach(part -> part.asked.clear());
  }

  private static Query range(String text, long step) {
    return Query.range(text, 60 * MINUTE, 120 * MINUTE, step);
  }

  private static QueryResult run(Query query) {
    String answer = AnswerText.of(() -> OFF.run(SHARDS, query, QueryContext.unbounded()));
    QueryResult result = ON.run(SHARDS, query, QueryContext.unbounded());
    assertThat(AnswerText.of(() -> result)).isEqualTo(answer);
    return result;
  }

  private static String asked(Query query) {
    run(query);
    return String.join(" ; ", SHARDS.asked().sorted().toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\0',
      textBlock =
          """
          rate(x{dc="a"}[1h]) => 15000 =>
          rate(x{dc="a"}[1m]) => 60000 => rate(x[1m])
          rate(x{dc="a"}[5m]) => 60000 =>
          rate(x{dc="a"}[5m]) => 600000 => rate(x[5m])
          sum(x{dc="a"}) => 15000 => sum(x)
          sum(rate(x{dc="a"}[1h])) / sum(y{dc="a"}) => 60000 => sum(y)
          sum(rate(x{dc="a"}[1h])) / sum(rate(y{dc="a"}[1m])) => 60000 => sum(rate(y[1m]))
          max_over_time(sum(x{dc="a"})[30m:1m]) => 60000 => sum(x)
          max_over_time(sum(x{dc="a"})[1m:1m]) => 60000 => max_over_time(sum(x)[1m:1m])
          x{dc="a"} - x{dc="a"} @ 3600 => 60000 => x ; x @ 3600.000
          sum by (dc) (rate(x[1h])) => 60000 =>
          sum by (dc) (rate(x[1m])) => 60000 => sum(rate(x[1m])) ; sum(rate(x[1m]))
          """)
  void theCheaperWayIsTaken(String text, long stepMs, String expressions) {
    assertThat(asked(range(text, stepMs))).isEqualTo(expressions == null ? "" : expressions);
  }

  @Test
  void anInstantQueryIsAskedWhole() {
    assertThat(asked(Query.instant("sum(rate(x{dc=\"a\"}[1h]))", 120 * MINUTE)))
        .isEqualTo("sum(rate(x[1h]))");
  }

  @Test
  void bothEstimatesAreTold() {
    CostChoice read = run(range("sum(rate(x{dc=\"a\"}[1h]))", 15_000)).costs().getFirst();
    assertThat(read.store()).isEqualTo("s0");
    assertThat(read.expression()).isEqualTo("sum(rate(x[1h]))");
    assertThat(read.evaluated()).isFalse();
    assertThat(read.toEvaluate()).isEqualTo(241 * 120 * 2.0);
    assertThat(read.toRead()).isBetween(479.0, 481.0);
    assertThat(read.guessed()).isFalse();
    CostChoice evaluated = run(range("sum(x{dc=\"a\"})", 60_000)).costs().getFirst();
    assertThat(evaluated.evaluated()).isTrue();
    assertThat(evaluated.toEvaluate()).isEqualTo(61 * 2);
  }

  @Test
  void anExplanationShowsBothEstimates() {
    assertThat(
            ON.explain(
                    SHARDS, range("sum(rate(x{dc=\"a\"}[1h]))", 15_000), QueryContext.unbounded())
                .text())
        .contains(
            "pushdown: aggregate: sum stays here: about 57840 samples billed to evaluate it there,"
                + " about 480 to evaluate it here\n");
  }

  @Test
  void whatIsKeptCostsNothing() {
    METER.keepsSteps = true;
    assertThat(asked(range("sum(rate(x{dc=\"a\"}[1h]))", 15_000))).isEqualTo("sum(rate(x[1h]))");
    METER.keptUntil = 119 * MINUTE;
    forget();
    METER.keptUntil = 119 * MINUTE;
    assertThat(asked(range("rate(x{dc=\"a\"}[1m])", 60_000))).isEmpty();
  }

  /** Two windows over the same samples: read once they cost less than evaluated twice. */
  @Test
  void samplesThatSeveralSelectorsWantAreReadTogether() {
    String both = "rate(x{dc=\"a\",i=\"1\"}[10m]) / rate(x{dc=\"a\"}[10m])";
    assertThat(asked(range(both, 600_000))).isEmpty();
    forget();
    assertThat(asked(range("rate(x{dc=\"a\"}[10m]) / rate(y{dc=\"a\"}[10m])", 600_000)))
        .isEqualTo("rate(x[10m]) / ignoring (dc) rate(y[10m])");
  }

  @Test
  void whoAsksNothingIsNotWeighed() {
    assertThat(run(range("sum by (dc) (x{dc=\"b\"})", 15_000)).costs()).isEmpty();
  }
}
