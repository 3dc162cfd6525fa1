package io.promontory.frontend.queries;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.frontend.app.QueryEvent;
import io.promontory.frontend.app.QueryOrigin;
import io.promontory.promql.engine.Query;
import io.promontory.series.store.Completeness;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EndedQueryTest {
  private static final String LONG = "a".repeat(1 << 20);

  private static EndedQuery ended(String path, String expression, String error) {
    return EndedQuery.of(
        new QueryOrigin("127.0.0.1", "GET", path, null),
        new QueryEvent(new Query(expression, 0, 0, 0, 0, 0), null, Completeness.NONE_ASKED, error),
        Instant.EPOCH);
  }

  /** Errors repeat what was sent, and a thousand of them are kept. */
  @Test
  void keepsNoTextOfAnyLength() {
    EndedQuery ended = ended("/" + LONG, LONG + "(x)", "unknown function with name \"" + LONG);
    int most = EndedQuery.MOST_CHARS + 1;
    assertThat(ended.error()).startsWith("unknown function with name \"aaa").hasSize(most);
    assertThat(ended.expression()).endsWith("a…").hasSize(most);
    assertThat(ended.origin().path()).hasSize(most);
  }

  @Test
  void keepsOthersAsTheyAre() {
    EndedQuery ended = ended("/api/v1/query", "up", null);
    assertThat(ended.error()).isNull();
    assertThat(ended.expression()).isEqualTo("up");
    assertThat(ended.origin())
        .isEqualTo(new QueryOrigin("127.0.0.1", "GET", "/api/v1/query", null));
  }
}
