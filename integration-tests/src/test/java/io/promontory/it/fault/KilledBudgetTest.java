package io.promontory.it.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.RemoteWriter;
import io.promontory.adapter.testing.amp.AwsAccounts;
import io.promontory.adapter.testing.amp.FakeAmp;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.series.labels.Labels;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The budget of billed samples an hour of a process that is killed. */
@Tag("long")
@Timeout(300)
class KilledBudgetTest {
  private static final long START = 1_767_225_600L;
  private static final int SAMPLES = 300;

  @TempDir private Path folder;

  @Test
  void whatWasBilledIsNotForgotten() {
    try (PrometheusProcess behind = PrometheusProcess.start("", folder.resolve("behind"));
        FakeAmp amp = new FakeAmp(behind.uri())) {
      RemoteWriter writer = new RemoteWriter();
      for (int i = 0; i < SAMPLES; i++) {
        writer.add(Labels.of("__name__", "m"), (START + i) * 1_000, i);
      }
      writer.sendTo(behind.uri());
      String config =
          """
          storage: {path: "%s"}
          stores:
            - name: amp
              type: managed
              url: "%s"
              sigv4: {region: %s, access_key: %s, secret_key: "%s"}
              pushdown: never
              cost: {max_samples_per_hour: 1000}
              cache: {max_bytes: 0}
          """
              .formatted(
                  folder.resolve("data"),
                  amp.url(),
                  FakeAmp.REGION,
                  AwsAccounts.ACCESS_KEY,
                  AwsAccounts.SECRET_KEY);
      try (PromontoryProcess server = PromontoryProcess.start(folder, config)) {
        for (int i = 0; i < 3; i++) {
          assertThat(count(server).body()).contains("\"" + SAMPLES + "\"");
        }
        assertThat(amp.billedSamples()).isBetween(900L, 1_000L);
        server.process().destroyForcibly();
      }
      long billed = amp.billedSamples();
      try (PromontoryProcess server = PromontoryProcess.start(folder, config)) {
        Answer refused = count(server);
        assertThat(refused.status()).as(refused.body()).isEqualTo(503);
        assertThat(refused.body()).contains("cost.max_samples_per_");
      }
      assertThat(amp.billedSamples()).isEqualTo(billed);
    }
  }

  private static Answer count(PromontoryProcess server) {
    String time = Long.toString(START + SAMPLES - 1);
    return server
        .client()
        .get("/api/v1/query", Map.of("query", "count_over_time(m[10m])", "time", time));
  }
}
