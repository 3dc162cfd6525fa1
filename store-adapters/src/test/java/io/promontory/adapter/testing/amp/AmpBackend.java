package io.promontory.adapter.testing.amp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The Prometheus behind a workspace, with AMP's limits on queries and its bill. */
final class AmpBackend implements AutoCloseable {
  private static final JsonMapper AS_WRITTEN =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .build();

  private final URI prometheus;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** An answer and the samples charged for it. */
  record Billed(WireAnswer answer, long samples) {}

  AmpBackend(URI prometheus) {
    this.prometheus = prometheus;
  }

  /** Passes a call on as it is. */
  WireAnswer pass(WireRequest request, String path) throws IOException {
    HttpResponse<byte[]> response = send(request, path, "");
    String type = response.headers().firstValue("content-type").orElse("application/json");
    return new WireAnswer(response.statusCode(), Map.of("Content-Type", type), response.body(), -1);
  }

  /** Evaluates a query within the limits. */
  Billed query(WireRequest request, String path, Map<String, List<String>> params, AmpLimits limits)
      throws IOException {
    boolean range = path.endsWith("query_range");
    String tooLong = tooLong(range, params, limits);
    if (tooLong != null) {
      return free(AmpErrors.engine(422, "execution", tooLong));
    }
    HttpResponse<byte[]> response = send(request, path, "stats=all");
    if (response.statusCode() != 200) {
      String type = "text/plain; charset=utf-8";
      return free(
          new WireAnswer(response.statusCode(), Map.of("Content-Type", type), response.body(), -1));
    }
    ObjectNode answer = (ObjectNode) AS_WRITTEN.readTree(response.body());
    JsonNode data = answer.path("data");
    long samples = data.path("stats").path("samples").path("totalQueryableSamples").asLong();
    if (!params.containsKey("stats")) {
      ((ObjectNode) data).remove("stats");
    }
    String refused = refused(samples, data.path("result").size(), params, limits);
    if (refused != null) {
      return free(AmpErrors.engine(422, "execution", refused));
    }
    long warning = threshold(params, "max_samples_processed_warning_threshold");
    if (samples > warning) {
      answer
          .withArray("/warnings")
          .add(
              "the number of samples processed (%d) exceeds the warning threshold (%d)"
                  .formatted(samples, warning));
    }
    byte[] body = AS_WRITTEN.writeValueAsBytes(answer);
    if (body.length > limits.maxBytes()) {
      return free(
          AmpErrors.engine(
              422,
              "execution",
              "the query hit the aggregated data size limit (limit: %d bytes)"
                  .formatted(limits.maxBytes())));
    }
    return new Billed(
        new WireAnswer(200, Map.of("Content-Type", "application/json"), body, -1), samples);
  }

  private static Billed free(WireAnswer answer) {
    return new Billed(answer, 0);
  }

  private static String tooLong(boolean range, Map<String, List<String>> params, AmpLimits limits) {
    Duration back = QueryLength.of(first(params, "query"));
    if (!range) {
      return back.compareTo(limits.maxRange()) >= 0
          ? "queries with long day range (32d to 95d) are currently only supported for range type"
              + " queries"
          : null;
    }
    Duration length =
        Duration.ofMillis(
                Math.round(
                    1000 * (seconds(first(params, "end")) - seconds(first(params, "start")))))
            .plus(back);
    return length.compareTo(limits.maxLongRange()) > 0
        ? "expanding series: the query time range exceeds the limit (query length: %dh%dm%ds, limit: %dh0m0s)"
            .formatted(
                length.toHours(),
                length.toMinutesPart(),
                length.toSecondsPart(),
                limits.maxLongRange().toHours())
        : null;
  }

  private static String refused(
      long samples, int series, Map<String, List<String>> params, AmpLimits limits) {
    long error = threshold(params, "max_samples_processed_error_threshold");
    if (samples > error) {
      return "the number of samples processed (%d) exceeds the error threshold (%d)"
          .formatted(samples, error);
    }
    if (samples > limits.maxSamples()) {
      return "query processing would load too many samples into memory in query execution";
    }
    return series > limits.maxSeries()
        ? "expanding series: the query hit the max number of series limit (limit: %d series)"
            .formatted(limits.maxSeries())
        : null;
  }

  private static long threshold(Map<String, List<String>> params, String name) {
    String text = first(params, name);
    return text.isEmpty() ? Long.MAX_VALUE : Long.parseLong(text);
  }

  private static String first(Map<String, List<String>> params, String name) {
    return params.getOrDefault(name, List.of("")).getFirst();
  }

  /** Unix seconds; other forms count as no time at all. */
  private static double seconds(String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private HttpResponse<byte[]> send(WireRequest request, String path, String more)
      throws IOException {
    String query = request.query();
    String asked = request.params().containsKey("stats") ? "" : more;
    String joined = query.isEmpty() || asked.isEmpty() ? query + asked : query + "&" + asked;
    URI uri = URI.create(prometheus + path + (joined.isEmpty() ? "" : "?" + joined));
    HttpRequest.Builder builder = HttpRequest.newBuilder(uri).timeout(Duration.ofMinutes(2));
    if (request.method().equals("POST")) {
      builder
          .header("Content-Type", "application/x-www-form-urlencoded")
          .POST(BodyPublishers.ofString(new String(request.body(), UTF_8)));
    }
    try {
      return http.send(builder.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
