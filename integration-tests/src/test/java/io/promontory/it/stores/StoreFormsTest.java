package io.promontory.it.stores;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.RemoteWriter;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryServer;
import io.promontory.series.labels.Labels;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A pair of Prometheus and a third one, as replicas, as targets, relabelled, within a window. */
@Timeout(300)
class StoreFormsTest {
  private static final long START = 1_767_225_600_000L;
  private static final int SCRAPES = 40;
  private static final long STEP = 15_000;

  @TempDir private Path folder;

  private PrometheusProcess prometheus(String name, long shift, String... jobs) {
    PrometheusProcess process = PrometheusProcess.start("", folder.resolve("data-" + name));
    RemoteWriter writer = new RemoteWriter();
    for (String job : jobs) {
      for (int i = 0; i < SCRAPES; i++) {
        writer.add(
            Labels.of("__name__", "up", "job", job, "scraper", name), START + shift + i * STEP, 1);
      }
    }
    writer.sendTo(process.uri());
    return process;
  }

  private static ApiClient.Answer query(PromontoryServer process, String query) {
    return process
        .client()
        .get("/api/v1/query", Map.of("query", query, "time", String.valueOf(START / 1000 + 299)));
  }

  private static List<String> rows(JsonNode answer) {
    List<String> rows = new ArrayList<>();
    for (JsonNode row : answer.at("/data/result")) {
      rows.add(row.get("metric") + " " + row.at("/value/1").asText());
    }
    return rows;
  }

  private static String hostPort(URI uri) {
    return uri.getHost() + ":" + uri.getPort();
  }

  @Test
  void serversOfTheSameDataAreOneStoreAndOneIsEnough() {
    try (PrometheusProcess a = prometheus("a", 0, "x", "y");
        PrometheusProcess b = prometheus("b", 7_000, "x")) {
      String config =
          """
          stores:
            - name: pair
              type: prometheus
              replicas: ["%s", "%s"]
              replica_labels: [scraper]
          """
              .formatted(a.uri(), b.uri());
      try (PromontoryServer process = PromontoryServer.start(folder, config)) {
        String count = "count by (job, scraper) (count_over_time(up[5m]))";
        assertThat(rows(query(process, count).json()))
            .containsExactlyInAnyOrder("{\"job\":\"x\"} 1", "{\"job\":\"y\"} 1");
        assertThat(rows(query(process, "count_over_time(up{job='x'}[5m])").json()))
            .containsExactly("{\"job\":\"x\"} 20");
        a.close();
        ApiClient.Answer half = query(process, "count_over_time(up[5m])");
        assertThat(half.status()).isEqualTo(200);
        assertThat(rows(half.json())).containsExactly("{\"job\":\"x\"} 20");
        assertThat(half.json().has("warnings")).isFalse();
        assertThat(half.json().at("/infos/0").asText())
            .startsWith("store \"pair\": not whole from " + a.uri() + ": ");
        b.close();
        ApiClient.Answer none = query(process, "up");
        assertThat(none.status()).isEqualTo(503);
        assertThat(none.json().get("error").asText())
            .contains("store \"pair\": none of its endpoints answers: ")
            .contains(a.uri() + ": ")
            .contains(b.uri() + ": ");
      }
    }
  }

  @Test
  void targetsAreShardsOrReplicasByTheirLabels() throws Exception {
    try (PrometheusProcess a = prometheus("a", 0, "x");
        PrometheusProcess b = prometheus("b", 7_000, "x");
        PrometheusProcess c = prometheus("c", 0, "z")) {
      Files.writeString(
          folder.resolve("targets.json"),
          "[{\"targets\": [\"%s\", \"%s\"], \"labels\": {\"zone\": \"1\"}}]"
              .formatted(hostPort(a.uri()), hostPort(b.uri())));
      String config =
          """
          stores:
            - name: found
              type: prometheus
              external_labels: {region: eu}
              file_sd_configs: [{files: ["%s"]}]
              static_configs: [{targets: ["%s"], labels: {zone: "2"}}]
              target_relabel_configs: [{source_labels: [zone], target_label: place}]
              relabel_configs: [{action: labeldrop, regex: zone}]
              replica_labels: [scraper]
              params: {limit: ["0"]}
          """
              .formatted(folder.resolve("targets.json"), hostPort(c.uri()));
      try (PromontoryServer process = PromontoryServer.start(folder, config)) {
        String count = "count_over_time(up{region='eu'}[5m])";
        assertThat(rows(query(process, count).json()))
            .containsExactlyInAnyOrder(
                "{\"job\":\"x\",\"place\":\"1\",\"region\":\"eu\"} 20",
                "{\"job\":\"z\",\"place\":\"2\",\"region\":\"eu\"} 20");
        assertThat(rows(query(process, "up{place='2'}").json())).hasSize(1);
        assertThat(rows(query(process, "up{zone='2'}").json())).isEmpty();
        assertThat(process.client().get("/metrics").body())
            .contains("promontory_discovery_targets{store=\"found\"} 3.0");
        a.close();
        assertThat(rows(query(process, count).json())).hasSize(2);
        c.close();
        ApiClient.Answer lost = query(process, count);
        assertThat(lost.status()).isEqualTo(503);
        assertThat(lost.json().get("error").asText())
            .contains("store \"found\": none of its endpoints answers: " + c.uri() + ": ");
      }
    }
  }

  @Test
  void theSamplesThatAQueryNeedsDecideWhetherTheyAreWithinTheWindow() {
    try (PrometheusProcess a = prometheus("a", 0, "x")) {
      String config =
          """
          stores: [{name: old, type: prometheus, url: "%s", max_time: "2026-01-01T00:03:00Z"}]
          """
              .formatted(a.uri());
      try (PromontoryServer process = PromontoryServer.start(folder, config)) {
        long late = START / 1000 + 900;
        assertThat(at(process, late, "up")).isEmpty();
        assertThat(at(process, late, "up @ " + (START / 1000 + 60))).hasSize(1);
        assertThat(at(process, late, "up offset 14m")).hasSize(1);
        assertThat(at(process, late, "count_over_time(up[13m])")).hasSize(1);
        assertThat(at(process, late, "count_over_time(up[12m])")).isEmpty();
        assertThat(at(process, START / 1000 + 180 + 299, "up")).hasSize(1);
      }
    }
  }

  private static List<String> at(PromontoryServer process, long seconds, String query) {
    ApiClient.Answer answer =
        process
            .client()
            .get("/api/v1/query", Map.of("query", query, "time", String.valueOf(seconds)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return rows(answer.json());
  }
}
