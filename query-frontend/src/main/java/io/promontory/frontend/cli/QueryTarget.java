package io.promontory.frontend.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Whom to ask and how to show the answer: the options that all queries share. */
final class QueryTarget {
  private static final JsonMapper NUMBERS_AS_WRITTEN =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "http://127.0.0.1:9090",
      description = "Base URL of the server; default: ${DEFAULT-VALUE}.")
  private URI url = URI.create("http://127.0.0.1:9090");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      defaultValue = "table",
      description = "${COMPLETION-CANDIDATES}; default: ${DEFAULT-VALUE}.")
  private Output output = Output.table;

  @Option(
      names = {"-H", "--header"},
      paramLabel = "NAME: VALUE",
      description = "Header to send; repeatable.")
  private List<String> headers = List.of();

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "2m",
      description = "Longest time to wait; default: ${DEFAULT-VALUE}.")
  private String timeout = "2m";

  /** Sends parameters to an endpoint as a form and prints the answer's data. */
  void ask(String endpoint, List<Map.Entry<String, String>> form, PrintWriter out, PrintWriter err)
      throws CommandException {
    JsonNode answer = send(endpoint, form);
    answer.path("warnings").forEach(text -> err.println("warning: " + text.asText()));
    answer.path("infos").forEach(text -> err.println("info: " + text.asText()));
    output.print(answer, out);
    out.flush();
  }

  /** Label values have no POST. */
  void get(String endpoint, List<Map.Entry<String, String>> query, PrintWriter out, PrintWriter err)
      throws CommandException {
    ask(endpoint + "?" + encode(query), List.of(), out, err);
  }

  private JsonNode send(String endpoint, List<Map.Entry<String, String>> form)
      throws CommandException {
    String base = url.toString().endsWith("/") ? url.toString() : url + "/";
    try (HttpClient client =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(base + "api/v1/" + endpoint))
              .timeout(Duration.ofNanos(GoDurations.parse(timeout)));
      for (String header : headers) {
        int colon = header.indexOf(':');
        if (colon < 1) {
          throw new CommandException("header \"" + header + "\" is not NAME: VALUE");
        }
        request.header(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
      }
      if (!form.isEmpty()) {
        request
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form)));
      }
      return data(client.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (TextFormatException e) {
      throw new CommandException("--timeout: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new CommandException("cannot ask " + url + ": " + e.getMessage());
    } catch (IOException e) {
      throw new CommandException("cannot reach " + url + ": " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", e);
    }
  }

  /** The client's own text for a failed connection is empty. */
  private static String reason(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException) {
        return "no such host";
      }
    }
    if (e instanceof ConnectException && e.getMessage() == null) {
      return "connection refused; is it running?";
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private JsonNode data(HttpResponse<String> response) throws CommandException {
    JsonNode answer;
    try {
      answer = NUMBERS_AS_WRITTEN.readTree(response.body());
    } catch (JsonProcessingException e) {
      throw new CommandException(
          url + " answered status " + response.statusCode() + " and no JSON; is it a Prometheus?");
    }
    if (!answer.isObject()) {
      throw new CommandException(
          url + " answered status " + response.statusCode() + " and no JSON; is it a Prometheus?");
    }
    if (!"success".equals(answer.path("status").asText())) {
      throw new CommandException(
          url
              + " answered "
              + response.statusCode()
              + " "
              + answer.path("errorType").asText("")
              + ": "
              + answer.path("error").asText("no reason given"));
    }
    return answer;
  }

  private static String encode(List<Map.Entry<String, String>> pairs) {
    return pairs.stream()
        .map(
            pair ->
                pair.getKey() + "=" + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  /** A time option as the API takes it: relative ones become Unix seconds, others pass. */
  static String time(String text, InstantSource clock) throws CommandException {
    if (text.equals("now")) {
      return seconds(clock.millis());
    }
    if (text.startsWith("-") && !text.endsWith("Z")) {
      try {
        return seconds(clock.millis() - GoDurations.parse(text.substring(1)) / 1_000_000);
      } catch (TextFormatException e) {
        throw new CommandException("time \"" + text + "\": " + e.getMessage());
      }
    }
    return text;
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }
}
