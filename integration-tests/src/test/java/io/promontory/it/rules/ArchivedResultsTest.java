package io.promontory.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.it.archive.Promtool;
import io.promontory.it.fixture.ApiClient;
import io.promontory.promql.parse.DescribedValue;
import io.promontory.promql.parse.SeriesNotation;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.results.ResultLog;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Results of seven hours that a server finds in its log and brings to its archive: with both it has
 * each series once and whole, and who has the archive alone, Prometheus among them, has what was
 * archived.
 */
class ArchivedResultsTest {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long MINUTE = 60_000;

  @TempDir Path folder;

  /** The last archived window ends here, ms. */
  private final long end = Math.floorDiv(now() - HOUR, 2 * HOUR) * 2 * HOUR;

  private final long begin = end - 4 * HOUR;

  private static long now() {
    return Instant.now().toEpochMilli();
  }

  private void seed() throws Exception {
    FloatHistogram histogram =
        ((DescribedValue.Histogram)
                SeriesNotation.parse("h {{schema:1 count:7 sum:-2.5 z_bucket:2 buckets:[1 3 1]}}")
                    .values()
                    .get(0))
            .histogram();
    try (ResultLog log =
        ResultLog.open(folder.resolve("data").resolve("rules"), InstantSource.system())) {
      long last = now();
      for (long at = begin; at < last; at += MINUTE) {
        long n = (at - begin) / MINUTE;
        List<QueryValue.Sample> samples = new ArrayList<>();
        samples.add(new QueryValue.Sample(Labels.of("__name__", "m"), at, n));
        samples.add(
            new QueryValue.Sample(
                Labels.of("__name__", "gone"), at, n % 3 == 0 ? StaleMarker.VALUE : n / 7.0));
        samples.add(
            new QueryValue.Sample(Labels.of("__name__", "m", "site", "own"), at, -(double) n));
        samples.add(new QueryValue.Sample(Labels.of("__name__", "h"), at, 0, histogram));
        log.append(samples);
      }
    }
  }

  private ServerProcess start(String name, String config) throws Exception {
    String server =
        """
        server: {applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}], shutdownGracePeriod: 1s}
        logging: {level: "OFF"}
        stores: [{name: archive, type: blocks, bucket: {type: filesystem, path: bucket}}]
        """;
    Path file = Files.writeString(folder.resolve(name + ".yml"), server + config);
    return ServerProcess.start(new ConfigLoader().load(file));
  }

  private ServerProcess startWriter() throws Exception {
    return start(
        "writer",
        """
        global: {external_labels: {site: hq}}
        storage: {path: data, archive: archive}
        rule_files: [rules.yml]
        """);
  }

  private List<Path> blocks() throws Exception {
    if (Files.notExists(folder.resolve("bucket"))) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder.resolve("bucket"))) {
      return paths.filter(path -> Files.exists(path.resolve("meta.json"))).sorted().toList();
    }
  }

  private void awaitBlocks(int count) throws Exception {
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (blocks().size() < count && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    assertThat(blocks()).hasSize(count);
  }

  /** All samples of a time as text, by labels, once the blocks of the archive are known. */
  private static Map<String, String> samples(ApiClient client, long from, long to) {
    String query = "{__name__=~\"m|gone|h\"}[" + (to - from) / 1000 + "s]";
    Map<String, String> params = Map.of("query", query, "time", Double.toString((to - 1) / 1000.0));
    long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    JsonNode answer = client.get("/api/v1/query", params).json();
    while (answer.path("error").asText().endsWith("not read yet") && System.nanoTime() < deadline) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      answer = client.get("/api/v1/query", params).json();
    }
    assertThat(answer.path("status").asText()).as(answer.toString()).isEqualTo("success");
    Map<String, String> samples = new TreeMap<>();
    answer
        .at("/data/result")
        .forEach(
            one ->
                samples.put(
                    one.get("metric").toString(),
                    one.path("values").toString() + one.path("histograms")));
    return samples;
  }

  @Test
  void resultsAndTheirBlocksAreOneWithoutSeam() throws Exception {
    Files.writeString(
        folder.resolve("rules.yml"),
        "groups: [{name: g, interval: 1h, rules: [{record: r, expr: vector(1)}]}]\n");
    Files.createDirectories(folder.resolve("bucket"));
    seed();
    Map<String, String> all;
    Map<String, String> archived;
    Map<String, String> floats;
    try (ServerProcess writer = startWriter()) {
      awaitBlocks(2);
      ApiClient client = new ApiClient(writer.url().toString());
      all = samples(client, begin, end + HOUR);
      archived = samples(client, begin, end);
      floats = samples(client, begin + 1000, end);
      floats.keySet().removeIf(labels -> labels.contains("\"h\""));
    }
    assertThat(all.keySet())
        .containsExactlyInAnyOrder(
            "{\"__name__\":\"m\",\"site\":\"hq\"}",
            "{\"__name__\":\"m\",\"site\":\"own\"}",
            "{\"__name__\":\"gone\",\"site\":\"hq\"}",
            "{\"__name__\":\"h\",\"site\":\"hq\"}");
    String m = all.get("{\"__name__\":\"m\",\"site\":\"hq\"}");
    assertThat(m.split("\\],\\[")).hasSize(300);
    try (ServerProcess again = startWriter()) {
      assertThat(samples(new ApiClient(again.url().toString()), begin, end + HOUR)).isEqualTo(all);
    }
    assertThat(blocks()).hasSize(2);

    // the archive without the embedded storage
    try (ServerProcess reader = start("reader", "storage: {path: other, archive: archive}\n")) {
      assertThat(samples(new ApiClient(reader.url().toString()), begin, end)).isEqualTo(archived);
    }
    String meta = Files.readString(blocks().getFirst().resolve("meta.json"));
    assertThat(meta).contains("promontory_rules", "\"level\"", "promontory.rules");

    // promtool counts what is in each: a sample a minute of four series
    String bucket = folder.resolve("bucket").toString();
    String listed = Promtool.run("promtool", "tsdb", "list", bucket);
    for (Path block : blocks()) {
      assertThat(listed).containsPattern(block.getFileName() + " +\\d+ +\\d+ +\\S+ +480 +\\d+ +4 ");
      assertThat(Promtool.run("promtool", "tsdb", "analyze", bucket, "" + block.getFileName()))
          .contains("\nSeries: 4\nLabel names: 2\n")
          .contains("\n2 __name__=m\n", "\n1 __name__=h\n", "\n3 site=hq\n", "\n1 site=own\n");
    }

    // Prometheus knows no external labels of blocks; here the series have them
    try (PrometheusProcess prometheus = PrometheusProcess.start("", folder.resolve("bucket"))) {
      Map<String, String> theirs =
          samples(new ApiClient(prometheus.uri().toString()), begin + 1000, end);
      theirs.keySet().removeIf(labels -> labels.contains("\"h\""));
      assertThat(theirs).isEqualTo(floats);
    }
  }
}
