package io.promontory.frontend.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.app.QueryRunner;
import io.promontory.frontend.http.RawHttp;
import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.engine.QueryResult;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.memory.MemoryStore;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An answer shows ten warnings: those of stores before those of the evaluation. */
class WarningsTest {
  @Test
  void aStoreThatFailedIsNamedHoweverMuchElseThereIsToTell() throws Exception {
    String query =
        IntStream.range(0, 14)
            .mapToObj(i -> "quantile(" + (i + 2) + ",vector(1))")
            .collect(Collectors.joining("%2B"));
    try (Engine engine = new Engine(EngineOptions.defaults())) {
      QueryRunner partly =
          (store, asked, context) -> {
            QueryResult whole = engine.run(store, asked, context);
            return new QueryResult(
                whole.value(),
                whole.warnings(),
                whole.infos(),
                Completeness.of(StoreOutcome.failed("eu", "connection refused")),
                whole.stats());
          };
      MemoryStore store = new MemoryStore("m", Labels.EMPTY);
      try (ApiServer server = new ApiServer(Services.ready(store, partly))) {
        RawHttp.Answer answer = server.http().get("/api/v1/query?query=" + query);
        assertThat(answer.text())
            .contains("\"warnings\":[\"store \\\"eu\\\": connection refused\",\"PromQL warning: ")
            .contains("got 10 (")
            .doesNotContain("got 11 (")
            .contains("\"5 more warning annotations omitted\"]");
      }
    }
  }
}
