package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.plan.ExplainNode;
import io.promontory.promql.plan.Optimisation;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    return store;
  }
}
