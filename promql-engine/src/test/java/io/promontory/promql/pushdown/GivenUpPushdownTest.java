package io.promontory.promql.pushdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Explanation;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryResult;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.memory.MemoryStore;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of what was left to a store, and of what was taken back. */
class GivenUpPushdownTest {
  private static final Query QUERY = Query.range("sum by (i) (m)", 60_000, 120_000, 30_000);

  private final Engine engine = new Engine(EngineOptions.defaults());
  private final MemoryStore samples = new MemoryStore("samples", Labels.EMPTY);

  GivenUpPushdownTest() {
    for (int k = 0; k < 10; k++) {
      samples.append(Labels.of("__name__", "m", "i", "a"), k * 15_000L, k);
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private Explanation.Node root(StorePart.Evaluation answer) {
    QueryResult result =
        engine.run(
            new AnsweringStore(samples, answer),
            QUERY,
            QueryContext.unbounded().withTrace(CallTrace.ofQuery(System::nanoTime)));
    Explanation explanation = result.explanation();
    assertThat(explanation).isNotNull();
    return explanation.root();
  }

  private static PartAnswer answer(long... times) {
    StepSeries one =
        new StepSeries(Labels.of("i", "a"), times, new double[times.length], null, times.length);
    return new PartAnswer(List.of(one), List.of(), List.of(), Completeness.NONE_ASKED);
  }

  @Test
  void whatIsTakenAsItIs() {
    Explanation.Node root = root((query, context) -> answer(60_000, 90_000));
    assertThat(root.name()).isEqualTo("pushed");
    assertThat(root.givenUp()).isEmpty();
    assertThat(root.children()).isEmpty();
    assertThat(root.parts()).hasSize(1);
    assertThat(root.parts().getFirst().asked().query().expression()).isEqualTo("sum by (i) (m)");
    assertThat(root.parts().getFirst().call()).isNotNull();
    assertThat(root.actuals().series()).isEqualTo(1);
  }

  @Test
  void whoRefusesIsNamedWithItsReason() {
    Explanation.Node root =
        root(
            (query, context) -> {
              throw new StoreException("eu", StoreException.Kind.UNSUPPORTED, "not here");
            });
    assertThat(root.givenUp()).contains("eu").contains("not here");
    assertThat(root.children()).hasSize(1);
    assertThat(root.children().getFirst().name()).isEqualTo("aggregate");
    assertThat(root.children().getFirst().actuals().series()).isEqualTo(1);
  }

  @Test
  void whatNobodyAskedForIsNamed() {
    assertThat(root((query, context) -> answer(60_001)).givenUp())
        .isEqualTo("store \"eu\": it answered for other times than those asked for");
  }
}
