package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.adapter.testing.FaultServer;
import io.promontory.adapter.testing.FaultServer.Behaviour;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryLimits;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Series that have an external label themselves are held until they are sorted, and count so. */
@Timeout(60)
class HeldCollisionsTest {
  private static final int SERIES = 2_000;
  private static final long START = 1_768_003_200_000L;

  private static final SelectRequest REQUEST =
      SelectRequest.of(START, START + 3_600_000, List.of(Matcher.equal("__name__", "m")));

  /** Every other series has the label. */
  private static final Behaviour ANSWER =
      exchange -> {
        exchange.head(200, Frames.CONTENT_TYPE);
        for (int query = 0; query < 2; query++) {
          for (int i = query; i < SERIES; i += 2) {
            exchange.write(Frames.series(query, labels(i, query == 0 ? "own" : ""), START, 1, 2));
          }
        }
      };

  private static Labels labels(int i, String cluster) {
    Labels labels = Labels.of("__name__", "m", "a", "%05d".formatted(i));
    return cluster.isEmpty() ? labels : labels.with("cluster", cluster);
  }

  private static QueryBudget budget(long memory) {
    return new QueryBudget(new QueryLimits(0, memory, 0, 0, 0));
  }

  private static List<Labels> read(QueryBudget budget) {
    QueryContext context =
        new QueryContext(Deadline.after(Duration.ofSeconds(30)), budget, new Cancellation());
    List<Labels> all = new ArrayList<>();
    try (FaultServer server = FaultServer.saysNothing(ANSWER);
        PrometheusStore store =
            new PrometheusStore(
                PrometheusStoreConfig.of("eu", server.uri())
                    .withExternalLabels(Labels.of("cluster", "x")));
        SeriesSet set = store.select(REQUEST, context)) {
      for (Series series = set.next(); series != null; series = set.next()) {
        all.add(series.labels());
      }
    }
    return all;
  }

  @Test
  void areGivenInOrderAndReleased() {
    QueryBudget budget = budget(1 << 20);
    assertThat(read(budget))
        .containsExactlyElementsOf(
            Stream.iterate(0, i -> i < SERIES, i -> i + 1).map(i -> labels(i, "x")).toList());
    assertThat(budget.heldMemory()).isZero();
  }

  @Test
  void areRefusedBeyondTheBudgetAndReleased() {
    QueryBudget budget = budget(100_000);
    assertThatThrownBy(() -> read(budget))
        .isInstanceOf(BudgetExceededException.class)
        .hasMessageContaining("100000");
    assertThat(budget.heldMemory()).isZero();
  }
}
