package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.exec.NodeActuals;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.CallTrace;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told of a query changes nothing of its answer, and is told of the right place. */
class ExplanationTest {
  private static final long END = 3_600_000;

  private final Engine engine = new Engine(EngineOptions.defaults());
  private final MemoryStore store = new MemoryStore("m", Labels.EMPTY);

  ExplanationTest() {
    for (int i = 0; i < 90; i++) {
      Labels labels = Labels.of("__name__", "v", "g", "" + i % 7, "i", "" + i);
      for (long t = 0; t <= END; t += 15_000) {
        store.append(labels, t, Math.sin(i + t) * 1e9);
      }
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private QueryResult traced(String query) {
    return engine.run(
        store,
        Query.range(query, 600_000, END, 60_000),
        QueryContext.unbounded().withTrace(CallTrace.ofQuery(System::nanoTime)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sum by (g) (rate(v[5m])) / on (g) sum by (g) (rate(v[5m]))",
        "v / on (i) v",
        "topk(3, v) or -v",
        "max_over_time(sum(v)[10m:30s])",
        "scalar(sum(v)) + count(v{g=\"1\"})",
        "avg without (i) (v) unless v{g=\"2\"}",
        "quantile(7, v)",
        "label_replace(sum by (g) (v), \"h\", \"$1\", \"g\", \"(.*)\")",
        "absent(nothing)",
        "1 + 1",
        "timestamp(v offset 1m)",
        "info(v)"
      })
  void theAnswerIsTheSame(String query) {
    String plain =
        AnswerText.of(
            () ->
                engine.run(
                    store, Query.range(query, 600_000, END, 60_000), QueryContext.unbounded()));
    assertThat(AnswerText.of(() -> traced(query))).isEqualTo(plain);
  }

  private static List<String> texts(String query, Explanation.Node node, List<String> texts) {
    texts.add(node.name() + " " + query.substring(node.span().start(), node.span().end()));
    node.children().forEach(child -> texts(query, child, texts));
    return texts;
  }

  @Test
  void eachNodeIsWhereItIsWritten() {
    String query = "sum by (g) (rate(v[5m])) * 2 > scalar(count(v))";
    Explanation explanation = traced(query).explanation();
    assertThat(explanation).isNotNull();
    assertThat(texts(query, explanation.root(), new ArrayList<>()))
        .contains(
            "scalar-operation sum by (g) (rate(v[5m])) * 2 > scalar(count(v))",
            "scalar-operation sum by (g) (rate(v[5m])) * 2",
            "aggregate sum by (g) (rate(v[5m]))",
            "range-function rate(v[5m])",
            "range-select v[5m]",
            "aggregate count(v)",
            "instant-select v");
  }

  @Test
  void whatEachNodeCameTo() {
    Explanation.Node sum = traced("sum by (g) (rate(v[5m]))").explanation().root();
    NodeActuals actuals = sum.actuals();
    assertThat(actuals.series()).isEqualTo(7);
    assertThat(actuals.nanos()).isPositive();
    Explanation.Node below = sum.children().getFirst();
    while (!below.name().equals("range-function")) {
      below = below.children().getFirst();
    }
    assertThat(below.actuals().series()).isEqualTo(90);
    assertThat(below.children().getFirst().read()).isZero();
  }

  @Test
  void nobodyAskedNobodyIsTold() {
    assertThat(
            engine.run(store, Query.instant("sum(v)", END), QueryContext.unbounded()).explanation())
        .isNull();
  }
}
