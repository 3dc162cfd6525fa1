package io.promontory.adapter.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusProcessTest {
  @TempDir Path data;

  @Test
  void servesBlocksMadeByPromtool() throws Exception {
    PromtoolBlocks.create("# TYPE m counter\nm_total{job=\"a\"} 7 1700000000\n# EOF\n", data);
    try (PrometheusProcess prometheus = PrometheusProcess.start("", data);
        HttpClient client = HttpClient.newHttpClient()) {
      String query = URLEncoder.encode("m_total", StandardCharsets.UTF_8);
      URI uri = prometheus.uri().resolve("/api/v1/query?time=1700000000&query=" + query);
      String body =
          client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      assertThat(body).contains("\"value\":[1700000000,\"7\"]");
    }
  }

  @Test
  void aBadConfigurationFailsWithItsLog() {
    assertThatThrownBy(() -> PrometheusProcess.start("nonsense: true", data))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("nonsense");
  }
}
