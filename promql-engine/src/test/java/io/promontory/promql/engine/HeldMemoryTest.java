package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.FeatureFlags;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What operators hold of their input counts as the memory that it takes. */
class HeldMemoryTest {
  private static final int SERIES = 320;
  private static final int STEPS = 160;

  private final MemoryStore store = new MemoryStore("test", Labels.EMPTY);
  private final Engine engine =
      new Engine(
          new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.NONE, 2));

  HeldMemoryTest() {
    for (int i = 0; i < SERIES; i++) {
      for (int k = 0; k < STEPS; k++) {
        store.append(Labels.of("__name__", "m", "i", "" + i), k * 60_000L, i);
      }
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # a bit of each step and key, beside the answer of no series
          m > 1000 and m             | 3520   | 4000
          m unless m                 | 3520   | 4000
          # of each group and step a value and a number, then columns of the answer
          count(topk by (i) (1, m))  | 89600  | 90000
          # a heap for each group and step
          count(topk by (i) (2, m))  | 422400 | 430000
          count(topk(5, m))          | 2240   | 2600
          """)
  void counts(String query, long least, long most) {
    QueryBudget budget = new QueryBudget(0, 0);
    engine.run(
        store,
        Query.range(query, 0, (STEPS - 1) * 60_000L, 60_000),
        new QueryContext(Deadline.NEVER, budget, new Cancellation()));
    assertThat(budget.peakSamples()).isBetween(least, most);
    assertThat(budget.heldSamples()).isZero();
  }
}
