package io.promontory.frontend.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promontory.frontend.http.RawHttp;
import io.promontory.series.testing.Reference;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * The answers that Prometheus 3.14 gave to about five hundred requests, against ours to the same
 * requests over the same data.
 */
class HttpGoldenTest {
  /** Paths of the recording that are not served by the resources under test, and why. */
  private static final Map<String, String> NOT_SERVED =
      texts(
          "/metrics", "served by the application, with its own metrics",
          "/consoles/", "no console templates",
          "/api/v1/openapi.yaml", "no OpenAPI description",
          "/api/v1/status/self_metrics", "no JSON of own metrics",
          "/p/api/v1/admin/", "no administration of series");

  /** Single lines that cannot be equal, and why. */
  private static final Map<String, String> DIFFERENT =
      texts(
          "GET /api/v1/query?query=up&time=1767225600 Accept-Encoding: GZIP",
          "codings have no case (RFC 9110 section 8.4.1), and the server reads them so",
          "GET /api/v1/status/tsdb",
          "times of a head that we do not have",
          "POST /-/reload",
          "served by the application",
          "PUT /-/reload",
          "served by the application",
          "POST /-/quit",
          "served by the application",
          "PUT /-/quit",
          "served by the application",
          "POST /p/-/reload",
          "served by the application",
          "PUT /p/-/reload",
          "served by the application",
          "GET /p/api/v1/query?query=up&time=1767225600&stats=all",
          "no statistics of single steps",
          "GET /p/api/v1/query?query=max_over_time%28%7B__name__%3D~%22.%2B%22%7D%5B30m%3A1s%5D%29"
              + "&time=1767227400",
          "needs fewer samples at once, so that the next fault is met",
          "GET /p/api/v1/features",
          "features are our own",
          "GET /p/api/v1/status/flags",
          "flags are our own");

  @Test
  void defaultsAnswerAsRecorded() throws Exception {
    assertThat(compare("data", GoldenServer.start())).isGreaterThanOrEqualTo(488);
  }

  /** With feature flags, a path prefix, an external URL, a CORS origin, and few samples allowed. */
  @Test
  void settingsAnswerAsRecorded() throws Exception {
    assertThat(compare("all", GoldenServer.startWithSettings())).isGreaterThanOrEqualTo(40);
  }

  /** A proxy in front shows the prefix as another one. */
  @Test
  void settingsAnswerAsRecordedThroughAProxy() throws Exception {
    int passed = 0;
    List<String> failures = new ArrayList<>();
    try (ApiServer server = GoldenServer.startWithSettings();
        PrefixProxy proxy = new PrefixProxy(server.port(), "/prom", "/p")) {
      for (String line : Files.readAllLines(Reference.path("golden", "language", "http.jsonl"))) {
        JsonNode golden = GoldenJson.MAPPER.readTree(line);
        String target = golden.get("target").textValue();
        if (!golden.get("server").textValue().equals("all")
            || !target.startsWith("/p/")
            || reasonToSkip(golden).isPresent()) {
          continue;
        }
        ((ObjectNode) golden).put("target", target.replaceFirst("/p/", "/prom/"));
        Optional<String> difference =
            GoldenLine.difference(golden, GoldenLine.ask(new RawHttp(proxy.port()), golden));
        difference.ifPresent(text -> failures.add(target + "\n    " + text));
        passed += difference.isEmpty() ? 1 : 0;
      }
    }
    assertThat(failures).isEmpty();
    assertThat(passed).isGreaterThanOrEqualTo(40);
  }

  private static int compare(String recorded, ApiServer started) throws Exception {
    Map<String, Integer> skipped = new TreeMap<>();
    List<String> failures = new ArrayList<>();
    int passed = 0;
    try (ApiServer server = started) {
      for (String line : Files.readAllLines(Reference.path("golden", "language", "http.jsonl"))) {
        JsonNode golden = GoldenJson.MAPPER.readTree(line);
        if (!golden.get("server").textValue().equals(recorded)) {
          continue;
        }
        Optional<String> reason = reasonToSkip(golden);
        if (reason.isPresent()) {
          skipped.merge(reason.get(), 1, Integer::sum);
          continue;
        }
        Optional<String> difference =
            GoldenLine.difference(golden, GoldenLine.ask(server.http(), golden));
        if (difference.isEmpty()) {
          passed++;
        } else {
          failures.add(
              golden.get("method").textValue()
                  + " "
                  + golden.get("target").textValue()
                  + " "
                  + golden.get("body")
                  + "\n    "
                  + difference.get());
        }
      }
    }
    System.out.println(
        "recorded HTTP answers of \""
            + recorded
            + "\": "
            + passed
            + " of "
            + (passed + failures.size())
            + " equal; not asked: "
            + skipped);
    assertThat(failures).isEmpty();
    return passed;
  }

  private static Map<String, String> texts(String... keysAndValues) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      texts.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return texts;
  }

  private static Optional<String> reasonToSkip(JsonNode golden) {
    String target = golden.get("target").textValue();
    String path = target.split("\\?")[0];
    String line = golden.get("method").textValue() + " " + target;
    JsonNode coding = golden.get("headers").get("Accept-Encoding");
    String single = DIFFERENT.get(line);
    if (single == null && coding != null) {
      single = DIFFERENT.get(line + " Accept-Encoding: " + coding.textValue());
    }
    if (single != null) {
      return Optional.of(target + ": " + single);
    }
    return NOT_SERVED.entrySet().stream()
        .filter(entry -> path.equals(entry.getKey()) || isBelow(path, entry.getKey()))
        .map(entry -> entry.getKey() + ": " + entry.getValue())
        .findFirst();
  }

  private static boolean isBelow(String path, String parent) {
    return parent.endsWith("/") && path.startsWith(parent);
  }
}
