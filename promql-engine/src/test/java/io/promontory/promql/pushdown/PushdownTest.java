package io.promontory.promql.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.engine.AnswerText;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.Query;
import io.promontory.promql.plan.ExplainNode;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What shards are asked, and that answers are those from samples to the bit. */
class PushdownTest {
  private static final long SEED = 20_260_722;
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

  @ParameterizedTest
  @CsvSource(
      delimiterString = "=>",
      quoteCharacter = '\0',
      textBlock =
          """
          sum by (dc) (m_total) => sum(m_total)
          sum by (job, dc) (rate(m_total[5m])) => sum by (job) (rate(m_total[5m]))
          sum without (i) (rate(m_total[5m])) => sum without (dc, i) (rate(m_total[5m]))
          sum by (job) (m_total{dc="a"}) => sum by (job) (m_total)
          sum(m_total{dc=~"a|x", job!="j1"}) => sum(m_total{job!="j1"})
          count(m_total) => count(m_total)
          count without (i, dc) (g < 0) => count without (dc, i) (g < 0)
          min by (job) (-g) => min by (job) (-g)
          max(max_over_time(g[5m] offset 1m)) => max(max_over_time(g[5m] offset 1m))
          group by (zone) (g) => group by (zone) (g)
          quantile by (dc) (1 - 0.1, rate(m_total[5m])) => quantile(1 - 0.1, rate(m_total[5m]))
          count_values by (dc) ("v", ceil(g * 0)) => count_values("v", ceil(g * 0))
          sum by (dc) (m_total @ start()) => sum(m_total @ 1200.000)
          sum by (dc) (rate(m_total[5m] @ end() offset 2m)) => sum(rate(m_total[5m] @ 2400.007 offset 2m))
          max_over_time(sum by (dc) (g)[10m:30s]) => sum(g)
          sum by (dc) (max_over_time(g[5m:])) => sum(max_over_time(g[5m:1m]))
          sum by (dc) (max_over_time(rate(m_total[2m])[5m:40s])) => sum(max_over_time(rate(m_total[2m])[5m:40s]))
          sum by (dc) (predict_linear(g[5m], 2 * 60)) => sum(predict_linear(g[5m], 2 * 60))
          sum by (dc) (time() - timestamp(g)) => sum(time() - timestamp(g))
          sum by (job) (rate(m_total{dc="a"}[5m])) / count by (job) (m_total{dc="a"}) => sum by (job) (rate(m_total[5m])) ; count by (job) (m_total)
          topk(2, m_total) + on () group_left count(g) => count(g)
          scalar(count(g)) * m_total => count(g)
          sum(count by (job) (g)) => count by (job) (g)
          sum by (dc, __name__) ({__name__=~"g|m_total"}) => sum by (__name__) ({__name__=~"g|m_total"})
          sum by (dc) (g) / on (dc) sum by (dc) (g) => sum(g)
          """)
  void asksShardsAndAnswersTheSame(String text, String asked) {
    Query query = query(text);
    SHARDS.parts.forEach(part -> part.asked.clear());
    String answer = answer(OFF, query);
    assertThat(answer).as(text).contains("@");
    assertThat(SHARDS.asked()).isEmpty();
    assertThat(answer(ON, query)).as("seed %d", SEED).isEqualTo(answer);
    assertThat(new TreeSet<>(SHARDS.asked().toList()))
        .containsExactlyInAnyOrder(asked.split(" ; "));
    assertThat(notes(ON.explain(SHARDS, query, QueryContext.unbounded())))
        .anyMatch(note -> note.contains(" is evaluated by store \"s0\""));
    assertThat(notes(OFF.explain(SHARDS, query, QueryContext.unbounded()))).isEmpty();
    assertThat(notes(ON.explain(query))).isEmpty();
  }

  private static Query query(String text) {
    return Query.range(text, 20 * MINUTE, 40 * MINUTE + 7, 90_000);
  }

  private static String answer(Engine engine, Query query) {
    return AnswerText.of(() -> engine.run(SHARDS, query, QueryContext.unbounded()));
  }

  private static List<String> notes(ExplainNode explained) {
    return explained.children().stream()
        .map(ExplainNode::detail)
        .filter(detail -> detail.startsWith("pushdown: "))
        .toList();
  }

  /** Two shards with different labels; series begin, end and have holes. */
  private static Shards shards() {
    Random random = new Random(SEED);
    Shards shards = new Shards(Labels.of("dc", "a"), Labels.of("dc", "b"));
    for (String name : List.of("m_total", "g")) {
      for (int i = 0; i < 60; i++) {
        Labels labels =
            Labels.of("__name__", name, "i", "" + i, "job", "j" + i % 5, "zone", "z" + i % 2);
        double value = 0;
        for (int k = 0; k < 240; k++) {
          value += random.nextDouble() * Math.pow(10, random.nextInt(8) - 4);
          if (random.nextInt(50) > 0 && k > i) {
            shards.append(i % 2, labels, k * 10_000L + i, name.equals("g") ? -value : value);
          }
        }
      }
    }
    return shards;
  }
}
