package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.MemoryStore;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Expressions as long as they may be are planned in seconds, and planning can be ended. */
class LargePlanTest {
  private static final int SELECTORS = 40_000;

  private final Engine engine = new Engine(EngineOptions.defaults());

  @AfterEach
  void close() {
    engine.close();
  }

  /** A sum of many terms that is not deep. */
  private static String balanced(int from, int to, IntFunction<String> term) {
    int middle = (from + to) / 2;
    return to - from == 1
        ? term.apply(from)
        : "(" + balanced(from, middle, term) + "+" + balanced(middle, to, term) + ")";
  }

  static Stream<String> expressions() {
    return Stream.of(
        balanced(0, SELECTORS, i -> "a" + i),
        balanced(0, SELECTORS, i -> "a{b=\"" + i + "\"}"),
        balanced(0, SELECTORS, i -> "a offset " + i + "s"),
        balanced(0, SELECTORS / 2, i -> "sum(rate(a" + i + "[1m]))"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("expressions")
  @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void isPlannedAtOnce(String expression) {
    Query query = Query.range(expression, 0, 60_000, 1_000);
    assertThatCode(() -> engine.explain(query)).doesNotThrowAnyException();
  }

  @Test
  void endsWhereNobodyWaits() {
    QueryContext context = QueryContext.unbounded();
    context.cancellation().cancel();
    MemoryStore store = new MemoryStore("test", Labels.EMPTY);
    assertThatThrownBy(() -> engine.explain(store, Query.instant("a + b", 0), context))
        .hasMessage("query was canceled in query execution");
  }
}
