package io.promontory.it.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.fixture.ApiClient;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Prometheus and its tool read blocks of our own making and find in them what was written. */
class WrittenBlocksTest {
  private static final Ulid ULID = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");
  private static final long START = 1768003200000L;
  private static final int SAMPLES = 300;
  private static final int STEP = 15_000;
  private static final int SAMPLES_PER_CHUNK = 120;

  @TempDir private Path folder;

  /** Values of each series, in label order. */
  private final TreeMap<Labels, double[]> series = new TreeMap<>();

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(5);
    for (int i = 0; i < 400; i++) {
      Labels labels =
          Labels.of(
              "__name__",
              i % 2 == 0 ? "m_total" : "größe",
              "instance",
              "host-" + i / 2 + ":80",
              "job",
              "j" + i % 7,
              "zone",
              i % 3 == 0 ? "" : "\ud83d\ude00" + i % 3);
      double[] values = new double[SAMPLES];
      for (int k = 0; k < SAMPLES; k++) {
        values[k] = k % 50 == 49 ? random.nextGaussian() : Math.floor(k * 1.7);
      }
      series.put(labels, values);
    }
    // Small segments and few lists at a time, so that there are several of each.
    WriterOptions options = new WriterOptions(64 << 10, 500);
    try (BlockWriter writer = BlockWriter.create(folder, ULID, options)) {
      for (var one : series.entrySet()) {
        writer.add(one.getKey(), chunks(one.getValue()));
      }
      writer.finish();
    }
  }

  private static List<Chunk> chunks(double[] values) {
    List<Chunk> chunks = new ArrayList<>();
    XorWriter writer = new XorWriter();
    for (int k = 0; k < SAMPLES; k++) {
      writer.append(START + (long) k * STEP, values[k]);
      if (writer.count() == SAMPLES_PER_CHUNK || k == SAMPLES - 1) {
        chunks.add(writer.toChunk());
        writer = new XorWriter();
      }
    }
    return chunks;
  }

  @ParameterizedTest
  @EnumSource(Binary.class)
  void prometheusAnswersWithWhatWasWritten(Binary binary) {
    Assumptions.assumeTrue(binary.isPresent());
    try (PrometheusProcess prometheus = PrometheusProcess.start(binary, "", folder)) {
      ApiClient client = new ApiClient(prometheus.uri().toString());
      JsonNode result =
          client
              .post(
                  "/api/v1/query",
                  Map.of(
                      "query",
                      "{__name__=~\".+\"}[2h]",
                      "time",
                      String.valueOf((START + (long) SAMPLES * STEP) / 1000)))
              .json()
              .at("/data/result");
      assertThat(result).hasSize(series.size());
      for (JsonNode one : result) {
        double[] values = series.get(labels(one.get("metric")));
        assertThat(values).as("%s", one.get("metric")).isNotNull();
        assertThat(one.get("values")).hasSize(SAMPLES);
        for (int k = 0; k < SAMPLES; k++) {
          JsonNode sample = one.get("values").get(k);
          assertThat(Math.round(sample.get(0).asDouble() * 1000))
              .isEqualTo(START + (long) k * STEP);
          assertThat(Double.parseDouble(sample.get(1).asText())).isEqualTo(values[k]);
        }
      }
      assertThat(
              client
                  .get(
                      "/api/v1/label/instance/values?start=" + START / 1000 + "&end=" + START / 500)
                  .json()
                  .get("data"))
          .hasSize(200);
      assertThat(
              client
                  .post(
                      "/api/v1/series",
                      Map.of(
                          "match[]", "{job=\"j3\",zone=~\".+\"}",
                          "start", String.valueOf(START / 1000),
                          "end", String.valueOf(START / 1000 + 600)))
                  .json()
                  .get("data"))
          .hasSize(
              (int)
                  series.keySet().stream()
                      .filter(labels -> "j3".equals(labels.get("job")) && labels.has("zone"))
                      .count());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"promtool", "promtool-3"})
  void promtoolListsAndAnalyzes(String tool) throws Exception {
    assertThat(Promtool.run(tool, "tsdb", "list", folder.toString()))
        .contains(ULID.toString(), String.valueOf(START), " " + 400 * SAMPLES + " ");
    String analysis = Promtool.run(tool, "tsdb", "analyze", folder.toString(), ULID.toString());
    assertThat(analysis)
        .contains("Series: 400", "Label names: 4", "unique label pairs): 211")
        .contains("200 instance", "200 __name__=m_total");
  }

  @ParameterizedTest
  @ValueSource(strings = {"promtool", "promtool-3"})
  void promtoolDumpsEverySample(String tool) throws Exception {
    // The tool wants a log of writes, though it may be empty.
    Files.createDirectories(folder.resolve("wal"));
    String dump = Promtool.run(tool, "tsdb", "dump", folder.toString());
    assertThat(dump.lines().filter(line -> line.startsWith("{"))).hasSize(400 * SAMPLES);
  }

  private static Labels labels(JsonNode metric) {
    Map<String, String> map = new TreeMap<>();
    metric.properties().forEach(label -> map.put(label.getKey(), label.getValue().asText()));
    return Labels.of(map);
  }
}
