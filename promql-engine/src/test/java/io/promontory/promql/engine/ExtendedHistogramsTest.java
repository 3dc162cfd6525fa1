package io.promontory.promql.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.parse.DescribedSeries;
import io.promontory.promql.parse.DescribedValue;
import io.promontory.promql.parse.SeriesNotation;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.memory.Appender;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Anchored and smoothed selectors, info and start times over native histograms, 10 s apart. */
class ExtendedHistogramsTest {
  private final MemoryStore store = new MemoryStore("test", Labels.EMPTY);
  private final Engine engine =
      new Engine(
          new EngineOptions(
              Duration.ofMinutes(5),
              Duration.ofMinutes(1),
              new FeatureFlags(true, true, true, false, false, true, false),
              1));

  ExtendedHistogramsTest() {
    load(
        "c {{count:2 sum:2 buckets:[2]}} {{count:4 sum:6 buckets:[4]}}"
            + " {{count:1 sum:1 buckets:[1]}} {{count:5 sum:9 buckets:[5]}}");
    load(
        "g {{count:2 sum:2 buckets:[2] counter_reset_hint:gauge}}"
            + " {{count:4 sum:6 buckets:[4] counter_reset_hint:gauge}}"
            + " {{count:1 sum:1 buckets:[1] counter_reset_hint:gauge}}");
    load("mixed 1 {{count:4 sum:6 buckets:[4]}} 2 3");
    String growing = " {{count:1 sum:1 buckets:[1]}}+{{count:1 sum:1 buckets:[1]}}x6";
    load("anew" + growing, -5_000, -5_000, -5_000, -5_000, -5_000, 45_000, 45_000);
    load("none" + growing);
    load("lag{job=\"a\"} {{count:4 sum:6 buckets:[4]}}");
    load("target_info{job=\"a\", v=\"1\"} 1");
    load("odd_info{job=\"a\"} {{count:4 sum:6 buckets:[4]}}");
  }

  private void load(String line, long... startTimes) {
    DescribedSeries series = SeriesNotation.parse(line);
    Appender appender = store.appender(series.labels());
    for (int i = 0; i < series.values().size(); i++) {
      long start = startTimes.length == 0 ? 0 : startTimes[i];
      switch (series.values().get(i)) {
        case DescribedValue.Number number -> appender.append(i * 10_000L, number.value(), start);
        case DescribedValue.Histogram h -> appender.append(i * 10_000L, h.histogram(), start);
        case DescribedValue.Gap gap -> {}
      }
    }
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private QueryResult run(String query, long seconds) {
    return engine.run(store, Query.instant(query, seconds * 1000), QueryContext.unbounded());
  }

  private static String print(QueryValue.Sample sample) {
    String value =
        sample.histogram() == null
            ? Double.toString(sample.value())
            : sample.histogram().toString();
    return sample.labels().isEmpty() ? value : sample.labels() + " " + value;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          increase(c[30s] anchored)   | 35 | {count:7, sum:13, (0.5,1]:7}
          rate(c[20s] anchored)       | 30 | {count:0.25, sum:0.45, (0.5,1]:0.25}
          increase(c[20s] smoothed)   | 25 | {count:4, sum:7, (0.5,1]:4}
          increase(c[10s] smoothed)   | 25 | {count:2.5, sum:4.5, (0.5,1]:2.5}
          increase(c[10s] smoothed)   | 60 |
          increase(c[10s] anchored)   | 60 |
          delta(g[15s] smoothed)      | 20 | {count:-2, sum:-3, (0.5,1]:-2}
          g smoothed                  | 15 | {__name__="g"} {count:2.5, sum:3.5, (0.5,1]:2.5}
          c smoothed                  | 15 | {__name__="c"} {count:0.5, sum:0.5, (0.5,1]:0.5}
          c smoothed                  | 25 | {__name__="c"} {count:3, sum:5, (0.5,1]:3}
          c smoothed                  | 35 | {__name__="c"} {count:5, sum:9, (0.5,1]:5}
          c smoothed                  | 10 | {__name__="c"} {count:4, sum:6, (0.5,1]:4}
          resets(c[15s] anchored)     | 30 | 1.0
          changes(mixed[5s] anchored) | 15 |
          changes(mixed[5s] anchored) | 20 | 1.0
          changes(mixed[5s] anchored) | 30 | 1.0
          resets(anew[1m])            | 60 | 1.0
          resets(none[1m])            | 60 | 0.0
          resets(anew[15s] anchored)  | 55 | 1.0
          increase(anew[40s])         | 60 | {count:10.666666666666666, sum:10.666666666666666, (0.5,1]:10.666666666666666}
          increase(none[40s])         | 60 | {count:4, sum:4, (0.5,1]:4}
          increase(anew[10s])         | 45 |
          increase(anew[10s])         | 50 | {count:6, sum:6, (0.5,1]:6}
          increase(anew[10s])         | 55 |
          increase(anew[20s])         | 55 | {count:12, sum:12, (0.5,1]:12}
          increase(anew[20s])         | 60 | {count:7, sum:7, (0.5,1]:7}
          irate(anew[30s])            | 50 | {count:0.6, sum:0.6, (0.5,1]:0.6}
          irate(none[30s])            | 50 | {count:0.1, sum:0.1, (0.5,1]:0.1}
          start_timestamp(anew)       | 50 | 45.0
          start_timestamp(none)       | 50 | 0.0
          info(lag)                   | 5  | {__name__="lag", job="a", v="1"} {count:4, sum:6, (0.5,1]:4}
          """)
  void yields(String query, long seconds, String expected) {
    QueryValue.Vector vector = (QueryValue.Vector) run(query, seconds).value();
    assertThat(
            vector.samples().stream()
                .map(ExtendedHistogramsTest::print)
                .collect(Collectors.joining("; ")))
        .isEqualTo(expected == null ? "" : expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          delta(c[15s] anchored)        | this native histogram metric is not a gauge: "c" (1:7)
          increase(g[15s] anchored)     | this native histogram metric is not a counter: "g" (1:10)
          mixed smoothed                | encountered a mix of histograms and floats for metric name "mixed" (1:1)
          increase(mixed[10s] anchored) | encountered a mix of histograms and floats for metric name "mixed" (1:10)
          """)
  void warns(String query, String warning) {
    assertThat(run(query, 20).warnings()).containsExactly("PromQL warning: " + warning);
  }

  @Test
  void refusesWhatPrometheusRefuses() {
    assertThatThrownBy(() -> run("c[10s] anchored", 15))
        .hasMessage("anchored modifier is not supported with histograms");
    assertThatThrownBy(() -> run("c[10s] smoothed", 15))
        .hasMessage("smoothed modifier is not supported with histograms");
    assertThatThrownBy(() -> run("info(lag, {__name__=\"odd_info\"})", 5))
        .hasMessage(
            "this should be an info metric, with float samples:"
                + " {__name__=\"odd_info\", job=\"a\"}");
  }
}
