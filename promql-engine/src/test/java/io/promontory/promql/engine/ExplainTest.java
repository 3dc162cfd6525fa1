package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.promql.FeatureFlags;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a plan looks like to a reader. */
class ExplainTest {
  private static final long MINUTE = 60_000;

  private static String explain(String text) {
    EngineOptions options =
        new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), FeatureFlags.ALL_SYNTAX, 1);
    try (Engine engine = new Engine(options)) {
      return engine.explain(Query.range(text, 60 * MINUTE, 90 * MINUTE, MINUTE)).text();
    }
  }

  @Test
  void showsTheTreeTheReadsAndTheChanges() {
    assertThat(
            explain(
                "sum by (job) (rate(m_total{code=~\"5..\"}[5m] offset 1m)) / on (job) g * (2 + 3)"))
        .isEqualTo(
            """
            query: 31 steps of 1m from 1970-01-01T01:00:00Z
              scalar-operation: *
                join: / on (job)
                  aggregate: sum by (job)
                    projected: to (job)
                      range-function: rate
                        range-select: selection 0, range 5m, offset 1m
                  instant-select: selection 1, look-back 5m
                number: 5
              selection 0: {code=~"5..", __name__="m_total"} 1970-01-01T00:54:00.001Z to 1970-01-01T01:29:00Z, from read 0
              selection 1: {__name__="g"} 1970-01-01T00:55:00.001Z to 1970-01-01T01:30:00Z, from read 1
              read 0: {code=~"5..", __name__="m_total"} 1970-01-01T00:54:00.001Z to 1970-01-01T01:29:00Z; step 1m, range 5m, for rate
              read 1: {__name__="g"} 1970-01-01T00:55:00.001Z to 1970-01-01T01:30:00Z; step 1m
              optimised: constant-folding: 2 + 3 is 5
              optimised: label-projection: range-function: rate leaves labels as they are for sum
            """);
  }

  @Test
  void showsSubqueriesAndWhatIsRepeated() {
    assertThat(explain("topk(2, g @ end()) + max_over_time(sum(g)[10m:7m])"))
        .contains("repeat: at 31 steps\n")
        .contains("instant-select: selection 0, look-back 5m, at 1970-01-01T01:30:00Z\n")
        .contains("subquery: range 10m, 5 steps of 7m from 1970-01-01T00:56:00Z\n")
        .contains("optimised: tight-time-ranges: selection 1 asks for ");
  }

  @Test
  void showsHowElementsArePaired() {
    assertThat(explain("g + on (job) group_left (zone) fill_right (-1) g offset -90s"))
        .contains("join: + on (job), many-to-one with (zone), right filled with -1\n")
        .contains(", offset -1m30s\n");
  }

  @Test
  void refusesWhatHasNoPlan() {
    assertThatThrownBy(() -> explain("sum(")).isInstanceOf(QueryException.class);
  }
}
