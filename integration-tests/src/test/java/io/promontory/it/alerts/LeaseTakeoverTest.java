package io.promontory.it.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.objectstore.testing.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes with the same rules and a lease in a bucket: one records and tells, the other takes
 * over when the first is killed, and no slot is there twice.
 */
@Tag("long")
class LeaseTakeoverTest {
  private static final String RULES =
      """
      groups:
        - name: g
          interval: 1s
          rules:
            - {record: ticks, expr: vector(1)}
            - {alert: Always, expr: ticks or vector(1)}
      """;

  @TempDir Path folder;

  private String bucket = "";

  @Test
  void theOtherTakesOver() throws IOException {
    bucket = "{type: filesystem, path: \"" + folder.resolve("bucket") + "\"}";
    takesOver();
  }

  /** By conditional puts, with signatures that the server checks. */
  @Test
  void theOtherTakesOverInS3() throws IOException {
    try (S3Server server = new S3Server()) {
      server.create("leases");
      bucket =
          "{type: s3, bucket: leases, endpoint: \"%s\", path_style: true, region: %s, access_key: %s, secret_key: \"%s\"}"
              .formatted(server.uri(), S3Server.REGION, S3Server.ACCESS_KEY, S3Server.SECRET_KEY);
      takesOver();
    }
  }

  private void takesOver() throws IOException {
    Path rules = Files.writeString(folder.resolve("r.yml"), RULES);
    try (Receiver first = Receiver.willing();
        Receiver second = Receiver.willing();
        PromontoryProcess b = takeover(rules, first, second)) {
      await().atMost(Duration.ofSeconds(60)).until(() -> !second.posted().isEmpty());
      await().atMost(Duration.ofSeconds(60)).until(() -> slots(b.client()).size() >= 3);
      assertThat(held(b)).isTrue();
      int told = first.posted().size();
      try (PromontoryProcess again = PromontoryProcess.start(folder, config("a", rules, first))) {
        List<String> before = slots(again.client());
        assertThat(before).hasSizeGreaterThanOrEqualTo(3);
        await()
            .atMost(Duration.ofSeconds(60))
            .until(
                () -> again.client().get("/api/v1/alerts").body().contains("\"state\":\"firing\""));
        int known = slots(b.client()).size();
        await().atMost(Duration.ofSeconds(60)).until(() -> slots(b.client()).size() >= known + 3);
        assertThat(held(again)).isFalse();
        assertThat(slots(again.client())).isEqualTo(before);
        assertThat(slots(b.client())).doesNotContainAnyElementsOf(before).doesNotHaveDuplicates();
        assertThat(Double.parseDouble(slots(b.client()).getFirst()))
            .isGreaterThan(Double.parseDouble(before.getLast()));
        assertThat(first.posted()).hasSize(told);
      }
    }
  }

  /** Lets one record, and kills it while the other waits. */
  private PromontoryProcess takeover(Path rules, Receiver first, Receiver second) {
    try (PromontoryProcess a = PromontoryProcess.start(folder, config("a", rules, first))) {
      await().atMost(Duration.ofSeconds(60)).until(() -> slots(a.client()).size() >= 3);
      PromontoryProcess b = PromontoryProcess.start(folder, config("b", rules, second));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> b.client().get("/api/v1/alerts").body().contains("\"state\":\"firing\""));
      assertThat(held(a)).isTrue();
      assertThat(held(b)).isFalse();
      assertThat(slots(b.client())).isEmpty();
      assertThat(second.posted()).isEmpty();
      assertThat(first.posted()).isNotEmpty();
      return b;
    }
  }

  private static boolean held(PromontoryProcess process) {
    return process.client().get("/metrics").body().contains("promontory_rule_lease_held 1.0");
  }

  /** Times of the samples of {@code ticks}, in seconds. */
  private static List<String> slots(ApiClient server) {
    List<String> slots = new ArrayList<>();
    JsonNode values =
        server
            .get("/api/v1/query", Map.of("query", "ticks[10m]"))
            .json()
            .at("/data/result/0/values");
    values.forEach(sample -> slots.add(sample.get(0).asText()));
    return slots;
  }

  private String config(String name, Path rules, Receiver receiver) {
    return """
        stores: []
        logging: {level: WARN}
        storage: {path: "%s"}
        rule_files: ["%s"]
        rule_lease: {bucket: %s, object: ha/rules, duration: 2s}
        alerting:
          resend_delay: 1s
          alertmanagers: [{static_configs: [{targets: ["%s"]}]}]
        """
        .formatted(folder.resolve(name), rules, bucket, receiver.address());
  }
}
