package io.promontory.it.thanos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.it.fixture.ThanosProcess;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Thanos on either side of the wire gives the answers that need none. */
class RealThanosTest {
  private static final String LAST = "count(last_over_time(load[30m]))";

  @TempDir private Path directory;

  @BeforeEach
  void needsThanos() {
    assumeTrue(ThanosProcess.isPresent(), "no thanos on the PATH");
  }

  /** Blocks of one replica, or of both, in a bucket of their own. */
  private Path bucket(int replicas) throws IOException {
    Path bucket = Files.createTempDirectory(directory, "bucket");
    for (int replica = 0; replica < replicas; replica++) {
      PairData.write(bucket, replica);
    }
    return bucket;
  }

  private String blocks(Path bucket) throws IOException {
    return PairData.asStore(directory, bucket);
  }

  private static String over(String address) {
    return "stores: [{name: far, type: grpc, address: \"" + address + "\"}]\n";
  }

  private static void awaitSeries(ApiClient server, int series) {
    Map<String, String> params =
        Map.of("query", LAST, "time", Long.toString(PairData.END_SECONDS - 1));
    Awaitility.await("the series to be seen")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(200))
        .until(
            () -> {
              JsonNode result =
                  server.get("/api/v1/query", params).json().at("/data/result/0/value/1");
              return result.asText().equals(Integer.toString(series));
            });
  }

  @Test
  void aQuerierOverOurPort() throws IOException {
    int port = PromontoryProcess.freePort();
    try (PromontoryProcess ours =
            PromontoryProcess.start(directory, PairData.served(port) + blocks(bucket(1)));
        WireTap tap = WireTap.before("127.0.0.1:" + port);
        ThanosProcess querier =
            ThanosProcess.start(directory, "query", "--endpoint=" + tap.address())) {
      awaitSeries(querier.client(), 3);
      assertThat(
              Questions.differences(ours.client(), querier.client(), Questions.OTHERWISE_IN_THANOS))
          .isEmpty();
      assertThat(Questions.lookups(querier.client())).isEqualTo(Questions.lookups(ours.client()));
      JsonNode stores = querier.client().get("/api/v1/stores").json().at("/data/store");
      assertThat(stores).hasSize(1);
      assertThat(stores.get(0).get("labelSets").toString())
          .isEqualTo("[{\"cluster\":\"it\",\"replica\":\"a\"}]");
      assertThat(stores.get(0).get("lastError").isNull()).isTrue();
      tap.save("querier");
    }
  }

  /** Without the replica label, the Querier gets each series once and in order. */
  @Test
  void aQuerierThatDropsReplicaLabels() throws IOException {
    int port = PromontoryProcess.freePort();
    try (PromontoryProcess one = PromontoryProcess.start(directory, blocks(unlabelled()));
        PromontoryProcess ours =
            PromontoryProcess.start(directory, PairData.served(port) + blocks(bucket(1)));
        WireTap tap = WireTap.before("127.0.0.1:" + port);
        ThanosProcess querier =
            ThanosProcess.start(
                directory,
                "query",
                "--query.replica-label=replica",
                "--endpoint=" + tap.address())) {
      awaitSeries(querier.client(), 3);
      awaitSeries(one.client(), 3);
      assertThat(
              Questions.differences(one.client(), querier.client(), Questions.OTHERWISE_IN_THANOS))
          .isEmpty();
      tap.save("querier-dedup");
    }
  }

  /** The first replica without the label that tells it from the other. */
  private Path unlabelled() throws IOException {
    Path bucket = Files.createTempDirectory(directory, "bucket");
    PairData.write(bucket, 0, Labels.of("cluster", "it"));
    return bucket;
  }

  /** Whole expressions go to our Query service. */
  @Test
  void aQuerierThatDistributesQueries() throws IOException {
    int port = PromontoryProcess.freePort();
    try (PromontoryProcess ours =
            PromontoryProcess.start(directory, PairData.served(port) + blocks(bucket(1)));
        WireTap tap = WireTap.before("127.0.0.1:" + port);
        ThanosProcess querier =
            ThanosProcess.start(
                directory,
                "query",
                "--query.mode=distributed",
                "--query.promql-engine=thanos",
                "--query.replica-label=none",
                "--endpoint=" + tap.address())) {
      awaitSeries(querier.client(), 3);
      assertThat(Questions.differences(ours.client(), querier.client())).isEmpty();
      tap.save("querier-distributed");
    }
  }

  @Test
  void ourFrontendOverAStoreGateway() throws IOException {
    Path bucket = bucket(2);
    Path file =
        Files.writeString(
            directory.resolve("bucket.yml"),
            "type: FILESYSTEM\nconfig: {directory: \"" + bucket + "\"}\n");
    try (ThanosProcess gateway =
            ThanosProcess.start(
                directory,
                "store",
                "--objstore.config-file=" + file,
                "--data-dir=" + Files.createTempDirectory(directory, "gateway"));
        WireTap tap = WireTap.before(gateway.grpcAddress());
        PromontoryProcess ours = PromontoryProcess.start(directory, over(tap.address()));
        PromontoryProcess direct = PromontoryProcess.start(directory, blocks(bucket))) {
      awaitSeries(ours.client(), 6);
      assertThat(Questions.differences(direct.client(), ours.client())).isEmpty();
      assertThat(Questions.lookups(ours.client())).isEqualTo(Questions.lookups(direct.client()));
      tap.save("store-gateway");
    }
  }

  @Test
  void ourFrontendOverASidecar() throws IOException {
    Path data = bucket(1);
    try (PrometheusProcess prometheus =
            PrometheusProcess.start(
                "global: {external_labels: {cluster: it, replica: a}}\n", data);
        ThanosProcess sidecar =
            ThanosProcess.start(
                directory,
                "sidecar",
                "--prometheus.url=" + prometheus.uri(),
                "--tsdb.path=" + data);
        WireTap tap = WireTap.before(sidecar.grpcAddress());
        PromontoryProcess ours = PromontoryProcess.start(directory, over(tap.address()));
        PromontoryProcess direct =
            PromontoryProcess.start(
                directory,
                "stores: [{name: direct, type: prometheus, url: \"%s\",".formatted(prometheus.uri())
                    + " external_labels: {cluster: it, replica: a}}]\n")) {
      awaitSeries(ours.client(), 3);
      assertThat(Questions.differences(direct.client(), ours.client())).isEmpty();
      assertThat(Questions.lookups(ours.client())).isEqualTo(Questions.lookups(direct.client()));
      tap.save("sidecar");
    }
  }

  /** Two of ours with a Querier in between. */
  @Test
  void ourFrontendOverAQuerierOverOurPort() throws IOException {
    int port = PromontoryProcess.freePort();
    try (PromontoryProcess behind =
            PromontoryProcess.start(directory, PairData.served(port) + blocks(bucket(1)));
        ThanosProcess querier =
            ThanosProcess.start(directory, "query", "--endpoint=127.0.0.1:" + port);
        PromontoryProcess ours = PromontoryProcess.start(directory, over(querier.grpcAddress()))) {
      awaitSeries(ours.client(), 3);
      assertThat(Questions.differences(behind.client(), ours.client())).isEmpty();
    }
  }

  /** Its word for its PromQL is taken where the configuration says so. */
  @Test
  void aQuerierEvaluatesForOurFrontend() throws IOException {
    int port = PromontoryProcess.freePort();
    try (PromontoryProcess behind =
            PromontoryProcess.start(directory, PairData.served(port) + blocks(bucket(1)));
        ThanosProcess querier =
            ThanosProcess.start(directory, "query", "--endpoint=127.0.0.1:" + port);
        PromontoryProcess ours =
            PromontoryProcess.start(
                directory, over(querier.grpcAddress()).replace("}]", ", pushdown: always}]"))) {
      awaitSeries(ours.client(), 3);
      assertThat(ours.client().get("/api/v1/stores").body())
          .contains("\"evaluator\":\"thanos.Query\"");
      assertThat(
              Questions.differences(behind.client(), ours.client(), Questions.OTHERWISE_IN_THANOS))
          .isEmpty();
    }
  }
}
