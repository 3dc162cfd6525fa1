package io.promontory.it.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promontory.it.fixture.PromontoryServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two engines on the same files tell the same alerts at the same slots, so that one is enough. */
@Tag("long")
class TwinEnginesTest {
  private static final String RULES =
      """
      groups:
        - name: waves
          interval: 1s
          rules:
            - alert: High
              expr: floor(vector(time())) % 7 > 3
              annotations: {text: "{{ $value }}"}
            - alert: Long
              expr: floor(vector(time())) % 10 >= 3
              for: 2s
              keep_firing_for: 1s
      """;

  @TempDir Path folder;

  @Test
  void theyTellTheSame() throws IOException {
    Path file = Files.writeString(folder.resolve("rules.yml"), RULES);
    try (Receiver first = Receiver.willing();
        Receiver second = Receiver.willing();
        PromontoryServer a = PromontoryServer.start(folder, config("a", file, first));
        PromontoryServer b = PromontoryServer.start(folder, config("b", file, second))) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !first.posted().isEmpty() && !second.posted().isEmpty());
      Instant from = Instant.now().plusSeconds(2);
      Instant to = from.plusSeconds(15);
      await()
          .atMost(Duration.ofSeconds(90))
          .until(() -> Told.reached(first, to) && Told.reached(second, to));
      Map<String, List<String>> told = Told.within(first, from, to);
      assertThat(told).hasSizeGreaterThan(2);
      assertThat(Told.within(second, from, to)).isEqualTo(told);
      assertThat(a.client().get("/-/ready").status()).isEqualTo(200);
      assertThat(b.client().get("/-/ready").status()).isEqualTo(200);
    }
  }

  private static String config(String replica, Path file, Receiver receiver) {
    return """
        stores: []
        global: {external_labels: {site: hq, replica: %s}}
        web: {external_url: "http://x.example"}
        rule_files: ["%s"]
        alerting:
          resend_delay: 1s
          alert_relabel_configs: [{regex: replica, action: labeldrop}]
          alertmanagers: [{static_configs: [{targets: ["%s"]}]}]
        """
        .formatted(replica, file, receiver.address());
  }
}
