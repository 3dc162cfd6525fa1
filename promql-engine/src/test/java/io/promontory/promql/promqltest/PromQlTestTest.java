package io.promontory.promql.promqltest;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.EngineOptions;
import io.promontory.promql.promqltest.Report.Failure;
import io.promontory.series.store.QueryContext;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The runner notices what is wrong. */
class PromQlTestTest {
  private static final String LOAD =
      """
      load 1m
        m_total{i="a"} 0+10x10
        m_total{i="b"} 1 _ 3 stale NaN
        h{i="a"} {{schema:0 count:1}}x5

      """;

  private final Engine engine =
      new Engine(
          new EngineOptions(Duration.ofMinutes(5), Duration.ofMinutes(1), PromQlTest.FLAGS, 1));

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void passesWhatIsRight() {
    Report report =
        run(
            """
            # A comment ends no command here.
            eval instant at 2m m_total
              m_total{i="a"} 20
              m_total{i="b"} 3

            eval range from 1m to 3m step 1m m_total{i="b"}
              m_total{i="b"} 1 3 _

            eval instant at 0 1 + 1
              2

            eval instant at 0 "text"
              expect string 'text'

            eval instant at 2m m_total[2m]
              expect range vector from 1m to 2m step 1m
              m_total{i="a"} 10 20
              m_total{i="b"} _ 3

            eval instant at 1m sort_desc(m_total)
              expect ordered
              m_total{i="a"} 10
              m_total{i="b"} 1

            eval instant at 0 m_total + on () m_total
              expect fail regex: many-to-many

            clear

            eval instant at 1m m_total
            """);
    assertThat(report.failures()).isEmpty();
    assertThat(report.passed()).isEqualTo(8);
    assertThat(report.evals()).isEqualTo(8);
    assertThat(report.isWhole()).isTrue();
  }

  @Test
  void failsOnEveryDifference() {
    assertThat(reasonOf("at 2m m_total{i=\"a\"}", "m_total{i=\"a\"} 21"))
        .isEqualTo("got 20 for {__name__=\"m_total\", i=\"a\"}, expected 21");
    assertThat(reasonOf("at 2m m_total{i=\"a\"}", "m_total{i=\"a\"} 20.00001")).isEmpty();
    assertThat(reasonOf("at 2m m_total{i=\"a\"}", "{i=\"a\"} 20")).startsWith("unexpected series");
    assertThat(reasonOf("at 2m m_total{i=\"z\"}", "{i=\"z\"} 20"))
        .isEqualTo("series {i=\"z\"} is missing");
    assertThat(reasonOf("at 2m m_total{i=\"a\"}", "20"))
        .isEqualTo("got a vector of 1, expected scalar 20");
    assertThat(reasonOf("at 2m 20", "{} 20")).isEqualTo("got scalar 20, expected a vector of 1");
    assertThat(reasonOf("at 2m \"a\"", "expect string \"b\""))
        .isEqualTo("got \"a\", expected \"b\"");
    assertThat(reasonOf("at 4m m_total{i=\"b\"}", "m_total{i=\"b\"} stale")).startsWith("got NaN");
    assertThat(
            reasonOf(
                "at 1m sort(m_total)", "expect ordered\nm_total{i=\"a\"} 10\nm_total{i=\"b\"} 1"))
        .endsWith("is at position 1, not 2");
  }

  @Test
  void failsOnDifferencesBetweenHistograms() {
    assertThat(reasonOf("at 2m h", "h{i=\"a\"} {{count:1 buckets:[0]}}")).isEmpty();
    assertThat(reasonOf("at 2m h", "h{i=\"a\"} {{count:1.0000001}}")).isEmpty();
    assertThat(reasonOf("at 2m h", ""))
        .startsWith("unexpected series")
        .contains("with {count:1, sum:0}");
    assertThat(reasonOf("at 2m nothing", "x {{count:1}}")).endsWith("is missing");
    for (String other :
        List.of(
            "1",
            "{{count:1.01}}",
            "{{count:1 sum:1}}",
            "{{count:1 schema:1}}",
            "{{count:1 schema:20 buckets:[1]}}",
            "{{count:1 z_bucket:1}}",
            "{{count:1 z_bucket_w:0.1}}",
            "{{count:1 buckets:[1]}}",
            "{{count:1 n_buckets:[1]}}",
            "{{count:1 schema:-53 custom_values:[1]}}",
            "{{count:1 counter_reset_hint:gauge}}")) {
      assertThat(reasonOf("at 2m h", "h{i=\"a\"} " + other)).startsWith("got {count:1, sum:0}");
    }
    assertThat(reasonOf("at 2m m_total{i=\"a\"}", "m_total{i=\"a\"} {{count:20}}"))
        .startsWith("got 20 for");
  }

  @Test
  void loadsClassicHistogramsAsNativeOnesToo() {
    String load =
        """
        load_with_nhcb 1m
          c_bucket{le="1"} 1 0.5
          c_bucket{le="2"} 3 _
          c_bucket{le="x"} 9 9
          c_count 4 1
          c_sum 5 6

        """;
    assertThat(
            reason(
                load
                    + """
                    eval range from 0 to 1m step 1m c
                      c {{schema:-53 count:4 sum:5 custom_values:[1 2] buckets:[1 2 1]}} \
                    {{schema:-53 count:1 sum:6 custom_values:[1] buckets:[0.5 0.5]}}
                    """))
        .isEmpty();
    assertThat(reason(load + "eval instant at 0 c_count\n  c_count 4")).isEmpty();
    assertThat(reason("load_with_nhcb 1m\n  d_bucket{le=\"1\"} 2\n  d_count 1\n"))
        .contains("no histogram: ");
    assertThat(reason("load_with_nhcb 1m\n  d_bucket 2\n")).contains("there is no le in");
  }

  @Test
  void failsOnErrorsThatComeOrDoNot() {
    assertThat(reasonOf("at 0 m_total", "expect fail")).isEqualTo("did not fail");
    assertThat(reasonOf("at 0 topk(NaN, m_total)", "")).isEqualTo("failed: Parameter value is NaN");
    assertThat(reasonOf("at 0 topk(NaN, m_total)", "expect fail msg: other"))
        .startsWith("failed with");
    assertThat(reasonOf("at 0 m_total +", "")).startsWith("does not parse: ");
  }

  @Test
  void failsOnAnnotationsThatComeOrDoNot() {
    String wrong = "at 0 quantile(2, m_total)";
    String value = "\n{} Inf";
    assertThat(reasonOf(wrong, "expect warn" + value)).isEmpty();
    assertThat(
            reasonOf(
                wrong,
                "expect warn msg: PromQL warning: quantile value should be between 0 and 1, got 2"
                    + value))
        .isEmpty();
    assertThat(reasonOf(wrong, "expect warn msg: other" + value)).startsWith("no warning");
    assertThat(reasonOf(wrong, "expect no_warn" + value)).startsWith("unexpected warning");
    assertThat(reasonOf(wrong, "expect info" + value)).startsWith("no info");
    assertThat(reasonOf(wrong, "expect no_info" + value)).isEmpty();
  }

  @Test
  void failsOnPointsOfARange() {
    String range = "eval range from 0 to 2m step 1m m_total{i=\"b\"}\n  ";
    assertThat(reason(range + "m_total{i=\"b\"} 1 1 3")).isEmpty();
    assertThat(reason(range + "m_total{i=\"b\"} 1 1")).contains("unexpected point at 120000");
    assertThat(reason(range + "m_total{i=\"b\"} 1 1 3 3")).contains("more points are expected");
    assertThat(reason(range + "m_total{i=\"b\"} 1 _ 3")).contains("no point at 120000");
    assertThat(reason(range + "m_total{i=\"b\"} 1 2 3")).contains("got 1 at 60000 ms, expected 2");
  }

  @Test
  void namesTheLineOfWhatItCannotRead() {
    assertThat(run("nonsense").failures())
        .containsExactly(new Failure(6, "", "\"nonsense\" is no command: load, eval or clear"));
    assertThat(reason("load 1q\n  x 1")).contains("\"1q\" is no duration");
    assertThat(reason("load 1m\n  x 1+1")).contains("1:6: parse error: unexpected end of input");
    assertThat(reason("load 1m\n  x 1q")).contains("bad number syntax: \"1\"");
    assertThat(reason("load 1m\n  x{a!=\"b\"} 1")).contains("in label set, expected \"=\"");
    assertThat(reason("load 1m\n  x@st 1s\n")).contains("needs a line of samples");
    assertThat(reason("load 1m\n  x@st -1sx2\n  x 1")).contains("differ in labels or number");
    assertThat(reason("eval instant at 0 m\n  x 1 2")).contains("one value a series");
    assertThat(reason("eval instant at 0 m\n  expect nothing")).contains("cannot be expected");
    assertThat(reason("eval instant at 0 m\n  expect info\n  expect no_info")).contains("at once");
    assertThat(reason("load 30s\n  m_total{i=\"a\"} 1")).contains("cannot load the sample at 0 ms");
  }

  @Test
  void readsEveryFormOfSamples() {
    Report report =
        new PromQlTest((store, query) -> engine.run(store, query, QueryContext.unbounded()))
            .run(
                Path.of("inline"),
                """
                load 1m
                  x 1e+3x1 -1-2x1 _x2 300x0 +.5 -Inf _ stale stale 0x1 {{count:1}}+{{count:2}}x1 7
                  x@st -1m _x2 1sx2

                """);
    assertThat(report.failures()).extracting(Failure::reason).first().asString().contains("sample");

    assertThat(
            reason(
                """
                load 1m
                  x 1e+3x1 -1-2x1 _x2 300x0 +.5 -Inf _ stale stale 0x1 7

                eval range from 0 to 13m step 1m x
                  x 1000 1000 -1 -3 -3 -3 300 0.5 -Inf -Inf _ _ 0 0
                """))
        .isEmpty();
  }

  private String reasonOf(String instant, String expected) {
    return reason("eval instant " + instant + "\n" + expected);
  }

  private String reason(String script) {
    Report report = run(script);
    return report.failures().isEmpty() ? "" : report.failures().getFirst().reason();
  }

  private Report run(String script) {
    return new PromQlTest((store, query) -> engine.run(store, query, QueryContext.unbounded()))
        .run(Path.of("inline"), LOAD + script);
  }
}
