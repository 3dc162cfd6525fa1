package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.promontory.frontend.http.RawHttp;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks and compares one recorded request. */
final class GoldenLine {
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

  private GoldenLine() {}

  /** Sends the request of a line. */
  static RawHttp.Answer ask(RawHttp http, JsonNode golden) throws IOException {
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

  /** The first difference to the recorded answer, or nothing. */
  static Optional<String> difference(JsonNode golden, RawHttp.Answer answer) {
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
    if (expected.equals(GoldenJson.VOLATILE) || expected.equals("<binary>")) {
      return Optional.empty();
    }
    boolean lines = answer.header("content-type").startsWith("application/x-ndjson");
    if (expected.startsWith("{") && !lines) {
      // Samples held at once are a matter of how an engine works; ours holds other ones.
      expected = expected.replaceAll("\"peakSamples\":\\d+", "\"peakSamples\":\"<volatile>\"");
      boolean anyOrder =
          golden.has("order")
              || isUnorderedVector(golden, expected)
              || golden.get("target").textValue().startsWith("/api/v1/targets/metadata");
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
