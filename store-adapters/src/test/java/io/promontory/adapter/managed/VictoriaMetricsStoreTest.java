package io.promontory.adapter.managed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.VictoriaMetricsProcess;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.Looks;
import io.promontory.series.store.Looks.Instants;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The distribution's VictoriaMetrics, read by its query API. */
@Timeout(120)
class VictoriaMetricsStoreTest {
  private static final long START = 1_768_003_200_000L;
  private static final int SAMPLES = 480;
  private static final long STEP = 15_000;
  private static final List<Matcher> NAMED =
      List.of(Matcher.equal("__name__", "requests_total"), Matcher.equal("site", "vm"));

  @TempDir static Path directory;

  private static VictoriaMetricsProcess victoria;
  private static ManagedStore store;

  @BeforeAll
  static void start() {
    victoria = VictoriaMetricsProcess.start(directory);
    StringBuilder lines = new StringBuilder();
    for (int series = 0; series < 5; series++) {
      StringBuilder values = new StringBuilder();
      StringBuilder times = new StringBuilder();
      for (int i = 0; i < SAMPLES; i++) {
        values.append(i == 0 ? "" : ",").append(value(series, i));
        times.append(i == 0 ? "" : ",").append(START + i * STEP + series);
      }
      lines.append(
          "{\"metric\":{\"__name__\":\"requests_total\",\"pod\":\"p%d\"},\"values\":[%s],\"timestamps\":[%s]}\n"
              .formatted(series, values, times));
    }
    victoria.importLines(lines.toString().getBytes(UTF_8));
    store =
        ManagedStore.open(
            ManagedStoreConfig.of("vm", victoria.uri())
                .withExternalLabels(Labels.of("site", "vm"))
                .withLimits(
                    EndpointLimits.DEFAULT.withMaxWindow(Duration.ofMinutes(30)),
                    CostLimits.DEFAULT),
            BillListener.NONE);
  }

  @AfterAll
  static void stop() {
    store.close();
    victoria.close();
  }

  private static double value(int series, int sample) {
    return sample * (series + 1);
  }

  private static Map<String, TreeMap<Long, Double>> read(SelectRequest request) {
    Map<String, TreeMap<Long, Double>> all = new TreeMap<>();
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      SampleColumns columns = new SampleColumns();
      for (Series one = set.next(); one != null; one = set.next()) {
        assertThat(one.labels().get("site")).isEqualTo("vm");
        new SeriesDecoder().decode(one.chunks(), request.minTime(), request.maxTime(), columns);
        TreeMap<Long, Double> samples = new TreeMap<>();
        for (int i = 0; i < columns.size; i++) {
          samples.put(columns.timestamps[i], columns.values[i]);
        }
        all.put(one.labels().getOrEmpty("pod"), samples);
      }
      assertThat(set.completeness().isWhole()).isTrue();
    }
    return all;
  }

  @Test
  void everySampleIsReadOnceOverManyWindows() {
    long from = START + 10 * STEP;
    long to = START + 300 * STEP;
    Map<String, TreeMap<Long, Double>> answer = read(SelectRequest.of(from, to, NAMED));
    assertThat(answer).hasSize(5);
    for (int series = 0; series < 5; series++) {
      TreeMap<Long, Double> expected = new TreeMap<>();
      for (int i = 0; i < SAMPLES; i++) {
        long time = START + i * STEP + series;
        if (time >= from && time <= to) {
          expected.put(time, value(series, i));
        }
      }
      assertThat(answer.get("p" + series)).isEqualTo(expected);
    }
  }

  @Test
  void whatIsSeenAtGivenTimesIsItsOwnAnswer() {
    Instants grid = new Instants(START + 60_000, START + 60_000 + 20 * 30_000, 30_000, 300_000);
    SelectRequest request =
        SelectRequest.of(START, START + 3_600_000, NAMED)
            .withHints(SelectHints.NONE.withLooks(new Looks(List.of(grid), false)));
    Map<String, TreeMap<Long, Double>> answer = read(request);
    assertThat(answer).hasSize(5);
    assertThat(answer.get("p0").get(START + 90_000)).isEqualTo(6.0);
    assertThat(answer.get("p0").keySet()).allMatch(time -> (time - START) % 30_000 == 0);
  }

  @Test
  void labelsAreFound() {
    LabelValuesRequest pods = new LabelValuesRequest("pod", START, START + 3_600_000, NAMED, 0);
    assertThat(store.labelValues(pods, QueryContext.unbounded()).values())
        .containsExactly("p0", "p1", "p2", "p3", "p4");
  }
}
