package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.Exposition;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.adapter.testing.RemoteWriter;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.ContractData.ContractSeries;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * A Prometheus that holds the contract's data in blocks and its metadata from a scrape target.
 *
 * <p>The samples go by remote write into a first process, which alone keeps the bits of NaNs; its
 * snapshot is what the second process serves.
 */
public final class ContractPrometheus implements AutoCloseable {
  private final Exposition exposition;
  private final PrometheusProcess process;

  public ContractPrometheus(Binary binary, ContractData data, String globalConfig, Path directory)
      throws Exception {
    Path blocks = snapshot(binary, data, directory);
    this.exposition = new Exposition(openMetrics(data));
    this.process =
        PrometheusProcess.start(binary, globalConfig + exposition.scrapeConfig(), blocks);
    awaitMetadata(data.metadata().size());
  }

  public URI uri() {
    return process.uri();
  }

  private static Path snapshot(Binary binary, ContractData data, Path directory) throws Exception {
    RemoteWriter writer = new RemoteWriter();
    for (ContractSeries series : data.series()) {
      for (int i = 0; i < series.times().length; i++) {
        FloatHistogram histogram = series.histogram(i);
        if (histogram == null) {
          writer.add(series.labels(), series.times()[i], series.values()[i]);
        } else {
          writer.add(series.labels(), series.times()[i], histogram);
        }
      }
    }
    Path written = directory.resolve("written");
    try (PrometheusProcess first = PrometheusProcess.start(binary, "", written);
        HttpClient client = HttpClient.newHttpClient()) {
      writer.sendTo(first.uri());
      HttpRequest request =
          HttpRequest.newBuilder(first.uri().resolve("/api/v1/admin/tsdb/snapshot"))
              .POST(BodyPublishers.noBody())
              .build();
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
    }
    try (Stream<Path> snapshots = Files.list(written.resolve("snapshots"))) {
      return snapshots.findFirst().orElseThrow();
    }
  }

  private static String openMetrics(ContractData data) throws IOException {
    StringBuilder text = new StringBuilder();
    for (MetricMetadata family : data.metadata()) {
      String help = family.help().replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
      text.append("# TYPE %s %s\n".formatted(family.family(), family.type()));
      text.append("# HELP %s %s\n".formatted(family.family(), help));
      if (!family.unit().isEmpty()) {
        text.append("# UNIT %s %s\n".formatted(family.family(), family.unit()));
      }
    }
    return text.append("# EOF\n").toString();
  }

  private void awaitMetadata(int families) {
    try (Store store = new PrometheusStore(PrometheusStoreConfig.of("wait", uri()))) {
      MetadataRequest all = new MetadataRequest("", -1, 0);
      Awaitility.await("metadata from a scrape")
          .atMost(Duration.ofSeconds(60))
          .until(() -> store.metadata(all, QueryContext.unbounded()).values().size() >= families);
    }
  }

  @Override
  public void close() {
    process.close();
    exposition.close();
  }
}
