package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.promontory.frontend.app.ServerProcess;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.http.RawHttp;
import io.promontory.proto.rules.Alert;
import io.promontory.proto.rules.AlertInstance;
import io.promontory.proto.rules.Rule;
import io.promontory.proto.rules.RuleGroup;
import io.promontory.proto.rules.RulesGrpc;
import io.promontory.proto.rules.RulesRequest;
import io.promontory.proto.thanos.ZLabelSet;
import io.promontory.series.testing.JsonLines;
import io.promontory.series.testing.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The rule files that a Prometheus 3.14 evaluated when its answers were recorded, evaluated here:
 * the same answers, over HTTP with all filters and pages, and the same rules over gRPC.
 */
class OwnRulesGoldenTest {
  private static final List<String> FILES = List.of("rules/a.yml", "rules/b.yml");
  private static final List<String> GROUPS = List.of("alpha", "beta", "empty");

  /** Thanos' word, which Prometheus lacks. */
  private static final String STRATEGY = ",\"partialResponseStrategy\":\"ABORT\"";

  /** Of the group without rules, which the API does not show. */
  private static final String EMPTY_GROUP =
      "group_next_token=5dd616f620cf4ef90555b8fb601263ee06416407ec5e1d7f56ca3d2fad59d7b8";

  @TempDir Path folder;

  @Test
  void ownRulesAnswerAsRecorded() throws Exception {
    Path golden = Reference.path("golden", "language", "http").toAbsolutePath().normalize();
    Path config =
        Files.writeString(
            folder.resolve("c.yml"),
            """
            stores: []
            global: {evaluation_interval: 1s, external_labels: {region: eu, replica: A}}
            rule_files: ["%s/rules/*.yml"]
            storage: {path: data}
            grpc: {listen_address: "127.0.0.1:0"}
            logging: {level: "OFF"}
            server: {applicationConnectors: [{type: http, bindHost: 127.0.0.1, port: 0}]}
            """
                .formatted(golden));
    try (ServerProcess process = ServerProcess.start(new ConfigLoader().load(config))) {
      RawHttp http = new RawHttp(process.url().getPort());
      awaitEvaluated(http);
      List<String> failures = new ArrayList<>();
      int passed = 0;
      for (JsonNode line : JsonLines.reference("golden", "language", "http.jsonl")) {
        String path = line.get("target").textValue().split("\\?")[0];
        boolean asked = path.equals("/api/v1/rules") || path.equals("/api/v1/alerts");
        if (line.get("target").textValue().endsWith(EMPTY_GROUP)) {
          continue;
        }
        if (!asked || !line.get("server").textValue().equals("live")) {
          continue;
        }
        Optional<String> difference = difference(http, line, golden + "/");
        difference.ifPresent(text -> failures.add(line.get("target") + "\n    " + text));
        passed += difference.isEmpty() ? 1 : 0;
      }
      assertThat(failures).isEmpty();
      assertThat(passed).isGreaterThanOrEqualTo(40);
      overGrpc(process.grpcPort());
    }
  }

  /** Asks with our names of files and pages, and compares with theirs put in. */
  private static Optional<String> difference(RawHttp http, JsonNode line, String root)
      throws Exception {
    ObjectNode asked = line.deepCopy();
    String target = line.get("target").textValue();
    String recorded = line.get("response").textValue();
    for (String file : FILES) {
      target = target.replace(file, root + file);
      for (String group : GROUPS) {
        target = target.replace(token(file, group), token(root + file, group));
        recorded = recorded.replace(token(file, group), token(root + file, group));
      }
    }
    asked.put("target", target).put("response", recorded);
    RawHttp.Answer answer = GoldenLine.ask(http, asked);
    String text = answer.text().replace(root, "").replace(STRATEGY, "");
    byte[] body = text.getBytes(UTF_8);
    return GoldenLine.difference(
        asked, new RawHttp.Answer(answer.status(), answer.headers(), body));
  }

  private static String token(String file, String group) throws NoSuchAlgorithmException {
    byte[] key = (file + ";" + group).getBytes(UTF_8);
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
  }

  private static void awaitEvaluated(RawHttp http) throws IOException {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    String body = "";
    while (System.nanoTime() - deadline < 0) {
      body = http.get("/api/v1/rules").text();
      if (body.contains("groups") && !body.contains("\"unknown\"")) {
        return;
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError("never evaluated: " + body);
  }

  private static void overGrpc(int port) throws InterruptedException {
    ManagedChannel channel =
        ManagedChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
    try {
      List<String> seen = new ArrayList<>();
      RulesGrpc.newBlockingStub(channel)
          .withDeadlineAfter(30, TimeUnit.SECONDS)
          .rules(RulesRequest.newBuilder().addRuleName("AlwaysOn").build())
          .forEachRemaining(
              answer ->
                  answer
                      .getGroup()
                      .getRulesList()
                      .forEach(rule -> seen.add(text(answer.getGroup(), rule))));
      assertThat(seen)
          .containsExactly(
              "a.yml alpha FIRING vector(1) page 1e+00 value 1",
              "b.yml alpha FIRING vector(7) ticket 7e+00 ");
    } finally {
      channel.shutdownNow().awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private static String text(RuleGroup group, Rule rule) {
    Alert alert = rule.getAlert();
    AlertInstance instance = alert.getAlerts(0);
    String file = group.getFile().substring(group.getFile().lastIndexOf('/') + 1);
    return String.join(
        " ",
        file,
        group.getName(),
        alert.getState().name(),
        alert.getQuery(),
        values(instance.getLabels(), "severity"),
        instance.getValue(),
        values(instance.getAnnotations(), "summary"));
  }

  private static String values(ZLabelSet labels, String name) {
    return labels.getLabelsList().stream()
        .filter(label -> label.getName().toStringUtf8().equals(name))
        .map(label -> label.getValue().toStringUtf8())
        .collect(Collectors.joining());
  }
}
