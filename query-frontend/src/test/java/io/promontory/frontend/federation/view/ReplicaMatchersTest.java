package io.promontory.frontend.federation.view;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.federation.CallObserver;
import io.promontory.frontend.federation.FederatedStore;
import io.promontory.frontend.federation.Member;
import io.promontory.promql.FeatureFlags;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.Query;
import io.promontory.promql.plan.Optimisation;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.Store;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A query may name a replica although its label is on no series that it gets. */
class ReplicaMatchersTest {
  private static final long END = 600_000;

  /** Replica a knows three targets, of which b knows two, and two that only b knows. */
  private static Store pair() {
    MemoryStore store = new MemoryStore("pair", Labels.EMPTY);
    for (long time = 0; time <= END; time += 15_000) {
      for (String target : List.of("1", "2", "3")) {
        store.append(Labels.of("__name__", "x", "i", target, "r", "a"), time, 10);
      }
      for (String target : List.of("2", "3", "4", "5")) {
        store.append(Labels.of("__name__", "x", "i", target, "r", "b"), time + 100, 1);
      }
    }
    return store;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sum(x{r="b"} - x)          | -18.0
          count(x{r="b"} != x)       | 2.0
          count(x{r="a"}) < count(x) | 3.0
          count(x) > count(x{r="a"}) | 5.0
          sum(x{r!="a"}) / sum(x)    | 0.125
          sum(x{r="a"} and x)        | 30.0
          sum(x and x{r="a"})        | 30.0
          count(x unless x{r="a"})   | 2.0
          """)
  void chooseTheReplicaAndNothingElse(String text, String expected) {
    Store asked = new ReplicaLabels(pair(), List.of());
    QueryScope scope = new QueryScope(null, true, List.of("r"), List.of());
    Member member =
        new Member(new ReplicaLabels(pair(), List.of("r")), true, Duration.ofSeconds(20));
    try (FederatedStore federated = new FederatedStore(List.of(member), CallObserver.NONE)) {
      for (Set<Optimisation> on : List.of(Optimisation.ALL, Set.<Optimisation>of())) {
        assertThat(answer(federated, text, QueryScope.CONFIGURED, on))
            .as("configured, with %s", on)
            .isEqualTo(expected);
        assertThat(answer(asked, text, scope, on)).as("asked for, with %s", on).isEqualTo(expected);
      }
    }
  }

  private static String answer(
      Store store, String text, QueryScope scope, Set<Optimisation> optimisations) {
    EngineOptions options =
        new EngineOptions(
            Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.NONE, 1, optimisations);
    try (Engine engine = new Engine(options)) {
      QueryContext context = QueryContext.unbounded().withScope(scope);
      QueryValue value = engine.run(store, Query.instant(text, END), context).value();
      return ((QueryValue.Vector) value)
          .samples().stream().map(sample -> "" + sample.value()).collect(joining(" "));
    }
  }
}
