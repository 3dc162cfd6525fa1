package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PromtoolBlocks;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreStats;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Large reads of a real Prometheus, whole and in parts. */
class ParallelReadTest {
  private static final int SERIES = 6_000;
  private static final long TIME = 1_768_003_200L;

  @TempDir static Path data;

  private static PrometheusProcess prometheus;

  @BeforeAll
  static void start() {
    StringBuilder text = new StringBuilder("# TYPE m gauge\n");
    for (int i = 0; i < SERIES; i++) {
      String labels = "{job=\"j.%d|x\",instance=\"i%d\"}".formatted(i % 7, i);
      text.append("m").append(labels).append(' ').append(i).append(' ').append(TIME).append('\n');
      text.append("m").append(labels).append(" 1 ").append(TIME + 15).append('\n');
    }
    PromtoolBlocks.create(text.append("# EOF\n").toString(), data);
    prometheus = PrometheusProcess.start("", data);
  }

  @AfterAll
  static void stop() {
    prometheus.close();
  }

  /** Labels, chunk times and bytes of a series: what must not depend on how it was read. */
  private record Read(Labels labels, List<String> chunks) {}

  private static List<Read> read(PrometheusStore store) {
    SelectRequest request =
        SelectRequest.of(
            TIME * 1000, TIME * 1000 + 60_000, List.of(Matcher.equal("__name__", "m")));
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      List<Read> all = new ArrayList<>();
      for (Series series = set.next(); series != null; series = set.next()) {
        all.add(
            new Read(
                series.labels(), series.chunks().stream().map(ParallelReadTest::text).toList()));
      }
      StoreStats stats = set.completeness().outcomes().getFirst().stats();
      assertThat(set.completeness().outcomes()).hasSize(1);
      assertThat(stats.series()).isEqualTo(SERIES);
      assertThat(stats.chunks()).isGreaterThanOrEqualTo(SERIES);
      return all;
    }
  }

  private static String text(Chunk chunk) {
    byte[] bytes =
        Arrays.copyOfRange(chunk.data(), chunk.offset(), chunk.offset() + chunk.length());
    return chunk.minTime() + " " + chunk.maxTime() + " " + Arrays.toString(bytes);
  }

  private static int readRequests() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      String metrics =
          client
              .send(
                  HttpRequest.newBuilder(prometheus.uri().resolve("/metrics")).build(),
                  BodyHandlers.ofString())
              .body();
      return metrics
          .lines()
          .filter(line -> line.startsWith("prometheus_http_requests_total{"))
          .filter(line -> line.contains("handler=\"/api/v1/read\""))
          .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  @Test
  void partsGiveTheSameAnswerAsTheWhole() throws Exception {
    PrometheusStoreConfig config =
        PrometheusStoreConfig.of("p", prometheus.uri())
            .withExternalLabels(Labels.of("k", "ext", "zone", "z"));
    List<Read> expected;
    try (PrometheusStore store = new PrometheusStore(config.withParallelReads(1))) {
      expected = read(store);
      assertThat(expected).hasSize(SERIES);
      int before = readRequests();
      assertThat(read(store)).isEqualTo(expected);
      assertThat(readRequests() - before).isEqualTo(1);
    }
    for (int parts : new int[] {2, 4}) {
      try (PrometheusStore store = new PrometheusStore(config.withParallelReads(parts))) {
        assertThat(read(store)).isEqualTo(expected);
        int before = readRequests();
        assertThat(read(store)).as("in %d parts", parts).isEqualTo(expected);
        assertThat(readRequests() - before).isEqualTo(parts);
      }
    }
  }
}
