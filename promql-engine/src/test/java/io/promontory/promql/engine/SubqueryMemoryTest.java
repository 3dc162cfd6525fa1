package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.promql.FeatureFlags;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is worked on of subqueries with very many steps is little, and counts. */
class SubqueryMemoryTest {
  private static final long DAY = 86_400_000;
  private static final int THREADS = 2;

  /** Of {@code [2d:1s]}. */
  private static final int STEPS = 172_800;

  private final MemoryStore store = new MemoryStore("test", Labels.EMPTY);
  private final Engine engine =
      new Engine(
          new EngineOptions(
              Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.NONE, THREADS));

  SubqueryMemoryTest() {
    for (int i = 0; i < 100; i++) {
      Labels labels = Labels.of("__name__", "m", "g", "" + i / 10, "i", "" + i);
      store.append(labels, DAY, 1);
      store.append(labels, 2 * DAY, 2);
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private QueryBudget run(String query, long maxSamples) {
    QueryBudget budget = new QueryBudget(maxSamples, 0);
    QueryContext context = new QueryContext(Deadline.NEVER, budget, new Cancellation());
    engine.run(store, Query.instant(query, 2 * DAY), context);
    return budget;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum_over_time(sum(m)[2d:1s])               | 21 | 30
          max_over_time(count_values("v", m)[2d:1s]) | 21 | 30
          max_over_time(topk(1, m)[2d:1s])           | 21 | 60
          count_over_time(rate(m[5m])[2d:1s])        | 3  | 9
          sum_over_time(m{i="1"}[2d:1s])             | 3  | 4
          """)
  void countsWhatIsWorkedOn(String query, long least, long most) {
    QueryBudget budget = run(query, 0);
    assertThat(budget.peakSamples()).isBetween(least * STEPS, most * STEPS);
    assertThat(budget.heldSamples()).isZero();
  }

  @Test
  void refusesWhatIsTooMuch() {
    assertThatThrownBy(() -> run("sum_over_time(sum(m)[2d:1s])", 10 * STEPS))
        .hasMessage("query processing would load too many samples into memory in query execution");
    assertThat(run("sum_over_time(sum(m)[10m:1s])", 10 * STEPS).peakSamples()).isLessThan(10_000);
  }
}
