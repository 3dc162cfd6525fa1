package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.frontend.http.RawHttp;
import io.promontory.series.testing.Reference;
import java.io.IOException;
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
          "/federate", "no federation endpoint",
          "/metrics", "served by the application, with its own metrics",
          "/consoles/", "no console templates",
          "/api/v1/read", "no remote read endpoint",
          "/api/v1/openapi.yaml", "no OpenAPI description",
          "/api/v1/status/self_metrics", "no JSON of own metrics",
          "/p/api/v1/admin/", "no administration of series",
          "/p/federate", "no federation endpoint");

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

  private static final List<String> COMPARED_HEADERS =
      List.of(
          "content-type",
          "content-encoding",
          "vary",
          "access-control-allow-headers",
          "access-control-allow-methods",
          "access-control-allow-origin",
          "access-control-expose-headers",
          "allow",
          "location",
          "cache-control",
          "x-content-type-options");

  @Test
  void defaultsAnswerAsRecorded() throws Exception {
    assertThat(compare("data", GoldenServer.start())).isGreaterThanOrEqualTo(488);
  }

  /** With feature flags, a path prefix, an external URL, a CORS origin, and few samples allowed. */
  @Test
  void settingsAnswerAsRecorded() throws Exception {
    assertThat(compare("all", GoldenServer.startWithSettings())).isGreaterThanOrEqualTo(40);
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
        Optional<String> difference = difference(golden, ask(server.http(), golden));
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

  private static RawHttp.Answer ask(RawHttp http, JsonNode golden) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    golden
        .get("headers")
        .properties()
        .forEach(field -> headers.put(field.getKey(), field.getValue().textValue()));
    JsonNode body = golden.get("body");
    return http.send(
        golden.get("method").textValue(),
        golden.get("target").textValue(),
        headers,
        body.isNull() ? null : body.textValue().getBytes(UTF_8));
  }

  private static Optional<String> difference(JsonNode golden, RawHttp.Answer answer) {
    if (answer.status() != golden.get("status").intValue()) {
      return Optional.of(
          "expected status "
              + golden.get("status")
              + " "
              + golden.get("response")
              + " but was "
              + answer.status()
              + " "
              + answer.text());
    }
    for (String header : COMPARED_HEADERS) {
      JsonNode expected = golden.get("response_headers").get(header);
      String wanted = expected == null ? "" : expected.textValue();
      if (!wanted.equals(answer.header(header))) {
        return Optional.of(header + ": expected " + wanted + " but was " + answer.header(header));
      }
    }
    return bodyDifference(golden, answer);
  }

  private static Optional<String> bodyDifference(JsonNode golden, RawHttp.Answer answer) {
    String expected = golden.get("response").textValue();
    if (expected.equals(GoldenJson.VOLATILE)) {
      return Optional.empty();
    }
    boolean lines = answer.header("content-type").startsWith("application/x-ndjson");
    if (expected.startsWith("{") && !lines) {
      // Samples held at once are a matter of how an engine works; ours holds other ones.
      expected = expected.replaceAll("\"peakSamples\":\\d+", "\"peakSamples\":\"<volatile>\"");
      boolean anyOrder = golden.has("order") || isUnorderedVector(golden, expected);
      return new GoldenJson(anyOrder).difference(expected, answer.text());
    }
    return expected.equals(answer.text())
        ? Optional.empty()
        : Optional.of("expected " + expected + " but was " + answer.text());
  }

  /** Prometheus gives vectors no order but where the expression sorts. */
  private static boolean isUnorderedVector(JsonNode golden, String expected) {
    String target = golden.get("target").textValue();
    return expected.contains("\"resultType\":\"vector\"")
        && !target.contains("sort")
        && !target.contains("topk");
  }
}
