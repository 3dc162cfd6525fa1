package io.promontory.frontend.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Answers the API calls that have no parameters as recorded. */
final class RecordedPrometheus implements AutoCloseable {
  /** What it answers without filters has all that it answers with them. */
  private static final String METADATA = "/api/v1/targets/metadata";

  private final HttpServer server;

  RecordedPrometheus(List<JsonNode> lines) throws Exception {
    Map<String, String> answers = new HashMap<>();
    for (JsonNode line : lines) {
      answers.put(line.get("target").textValue(), line.get("response").textValue());
    }
    // The recording has no call for all targets, only one for each of the states.
    String active = answers.get("/api/v1/targets?scrapePool=demo");
    answers.putIfAbsent("/api/v1/targets", active);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          URI asked = exchange.getRequestURI();
          String whole = asked.getPath().equals(METADATA) ? answers.get(METADATA) : null;
          String body = answers.getOrDefault(asked.toString(), whole);
          byte[] bytes = (body == null ? "" : body).getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(body == null ? 404 : 200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** What was left out of the recording, as something that can be read. */
  static String filledIn(String line) {
    String volatileText = "\\\"<volatile>\\\"";
    return line.replace(
            "\\\"lastScrapeDuration\\\":" + volatileText, "\\\"lastScrapeDuration\\\":0.5")
        .replace("\\\"evaluationTime\\\":" + volatileText, "\\\"evaluationTime\\\":0.25")
        .replace(volatileText, "\\\"2026-01-01T00:00:01.5Z\\\"")
        .replace("http://<volatile>:", "http://host:")
        .replace("<volatile>", "" + Services.NOW.toEpochMilli());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
