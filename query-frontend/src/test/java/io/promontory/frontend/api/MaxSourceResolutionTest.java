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
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.memory.MemoryStore;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The parameter {@code max_source_resolution}, and what an answer tells of downsampled data. */
class MaxSourceResolutionTest {
  private static final String INSTANT = "/api/v1/query?query=1&time=0";
  private static final String RANGE = "/api/v1/query_range?query=1&start=0&end=600&step=300";

  /** Answers with the resolution that a query asks for, as a note of a store. */
  private static String ask(String path) throws Exception {
    try (Engine engine = new Engine(EngineOptions.defaults())) {
      QueryRunner noting =
          (store, asked, context) -> {
            QueryResult result = engine.run(store, asked, context);
            StoreOutcome outcome =
                StoreOutcome.whole("archive", StoreStats.ZERO)
                    .withNotes(List.of("asked for " + asked.maxResolutionMs() + " ms"));
            return new QueryResult(
                result.value(),
                result.warnings(),
                result.infos(),
                Completeness.of(outcome),
                result.stats());
          };
      MemoryStore store = new MemoryStore("m", Labels.EMPTY);
      try (ApiServer server = new ApiServer(Services.ready(store, noting))) {
        RawHttp.Answer answer = server.http().get(path);
        return answer.text();
      }
    }
  }

  private static String noted(long ms) {
    return "\"infos\":[\"store \\\"archive\\\": asked for " + ms + " ms\"]";
  }

  @Test
  void withoutItRawDataIsWanted() throws Exception {
    assertThat(ask(INSTANT)).contains(noted(0)).doesNotContain("warnings");
    assertThat(ask(RANGE)).contains(noted(0));
  }

  @Test
  void itIsADurationOrSeconds() throws Exception {
    assertThat(ask(INSTANT + "&max_source_resolution=5m")).contains(noted(300_000));
    assertThat(ask(RANGE + "&max_source_resolution=1h")).contains(noted(3_600_000));
    assertThat(ask(RANGE + "&max_source_resolution=300")).contains(noted(300_000));
    assertThat(ask(RANGE + "&max_source_resolution=0s")).contains(noted(0));
  }

  @Test
  void autoIsAFifthOfTheStep() throws Exception {
    assertThat(ask(RANGE + "&max_source_resolution=auto")).contains(noted(60_000));
    assertThat(ask(INSTANT + "&max_source_resolution=auto")).contains(noted(0));
  }

  @Test
  void whatIsNoDurationIsRefused() throws Exception {
    assertThat(ask(INSTANT + "&max_source_resolution=5x"))
        .contains(
            "\"errorType\":\"bad_data\",\"error\":\"invalid parameter \\\"max_source_resolution\\\":"
                + " cannot parse \\\"5x\\\" to a valid duration\"");
    assertThat(ask(RANGE + "&max_source_resolution=-5m"))
        .contains("invalid parameter \\\"max_source_resolution\\\": ");
  }
}
