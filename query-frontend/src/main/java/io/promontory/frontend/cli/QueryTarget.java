package io.promontory.frontend.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.promontory.adapter.auth.AuthException;
import io.promontory.adapter.auth.Authorizer;
import io.promontory.adapter.auth.OutgoingRequest;
import io.promontory.adapter.auth.RefusedAnswer;
import io.promontory.adapter.auth.Secret;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.prometheus.PrometheusStore;
import io.promontory.adapter.prometheus.PrometheusStoreConfig;
import io.promontory.adapter.tls.TlsContexts;
import io.promontory.frontend.client.HttpClients;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigLoader;
import io.promontory.frontend.config.HttpClientFile;
import io.promontory.frontend.json.JsonBody;
import io.promontory.frontend.json.JsonOutput;
import io.promontory.series.store.Store;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.TextFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
      names = "--http.config.file",
      paramLabel = "FILE",
      description =
          "Who asks and how TLS is spoken: basic_auth, authorization, oauth2, sigv4, "
              + "tls_config, headers, as in a configuration.")
  private @Nullable Path httpConfig;

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

  /**
   * Prints what was found in the form that is asked for.
   *
   * @param rows the first with the names of the columns
   * @param answer the same as JSON
   */
  void print(List<List<String>> rows, JsonBody answer, PrintWriter out) throws IOException {
    switch (output) {
      case table -> TableOutput.print(rows, out);
      case csv -> Output.printCsv(rows, out);
      case json -> {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonOutput json = new JsonOutput(bytes);
        answer.writeTo(json);
        json.flush();
        out.println(bytes.toString(StandardCharsets.UTF_8));
      }
    }
    out.flush();
  }

  /** The server as a store, to be closed. */
  Store store() throws CommandException {
    refuseUsers();
    HttpClientConfig how = how();
    Map<String, Secret> sent = new LinkedHashMap<>(how.headers());
    for (String header : headers) {
      Map.Entry<String, String> one = header(header);
      sent.put(one.getKey(), Secret.of(one.getValue()));
    }
    try {
      return new PrometheusStore(
          PrometheusStoreConfig.of(url.toString(), url)
              .withHttp(how.withHeaders(sent))
              .withTimeout(patience()));
    } catch (IllegalArgumentException e) {
      throw new CommandException("cannot ask " + url + ": " + e.getMessage());
    }
  }

  /** Longest time to wait for one answer. */
  Duration patience() throws CommandException {
    try {
      return Duration.ofNanos(GoDurations.parse(timeout));
    } catch (TextFormatException e) {
      throw new WrongCallException("--timeout: " + e.getMessage());
    }
  }

  private JsonNode send(String endpoint, List<Map.Entry<String, String>> form)
      throws CommandException {
    String base = url.toString().endsWith("/") ? url.toString() : url + "/";
    HttpClientConfig how = how();
    URI uri = URI.create(base + "api/v1/" + endpoint);
    refuseUsers();
    try (Authorizer authorizer = Authorizer.open(how.auth(), url, how.clock());
        HttpClient client = client(how)) {
      Duration patience = patience();
      OutgoingRequest request =
          authorizer.authorize(
              new OutgoingRequest(
                  form.isEmpty() ? "GET" : "POST", uri, headers(how, form), body(form)),
              patience);
      HttpRequest.Builder sent =
          HttpRequest.newBuilder(request.uri())
              .method(
                  request.method(),
                  form.isEmpty()
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofByteArray(request.body()));
      request.headers().forEach(sent::header);
      HttpResponse<String> response = answer(client, sent.build(), patience);
      String refusal =
          authorizer.explain(
              new RefusedAnswer(
                  response.statusCode(),
                  response.headers(),
                  response.body().getBytes(StandardCharsets.UTF_8),
                  "HTTP " + response.statusCode()));
      if (refusal != null && response.statusCode() / 100 != 2) {
        throw new CommandException(url + ": " + refusal);
      }
      return data(response);
    } catch (IllegalArgumentException e) {
      throw new CommandException("cannot ask " + url + ": " + e.getMessage());
    } catch (AuthException e) {
      throw new CommandException("cannot ask " + url + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new CommandException("cannot reach " + url + ": " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException("interrupted", e);
    }
  }

  /** A client's own limit of time ends with the head of an answer; this one is of all of it. */
  private HttpResponse<String> answer(HttpClient client, HttpRequest request, Duration patience)
      throws IOException, InterruptedException {
    CompletableFuture<HttpResponse<String>> answer =
        client.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    try {
      return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new HttpTimeoutException("no whole answer within " + timeout);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed ? failed : new IOException(e.getCause());
    } finally {
      client.shutdownNow();
    }
  }

  /** Whoever asks is said elsewhere: a URL is shown and logged. */
  private void refuseUsers() throws WrongCallException {
    String authority = url.getRawAuthority();
    if (authority != null && authority.contains("@")) {
      throw new WrongCallException(
          "--url holds a user name; put user and password under \"basic_auth\" of a file for"
              + " --http.config.file");
    }
  }

  private HttpClientConfig how() throws CommandException {
    if (httpConfig == null) {
      return HttpClientConfig.DEFAULT;
    }
    try {
      HttpClientFile file = new ConfigLoader().loadHttpClient(httpConfig);
      return new HttpClients(file::resolve).config(file.keys());
    } catch (ConfigException e) {
      throw new CommandException(String.join("\n", e.problems()), e);
    }
  }

  private HttpClient client(HttpClientConfig how) {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .sslContext(TlsContexts.of(how.tls()));
    // Credentials do not go where an answer sends us; any header may be one.
    boolean plain = how.auth() == null && how.headers().isEmpty() && headers.isEmpty();
    return builder
        .followRedirects(plain ? HttpClient.Redirect.NORMAL : HttpClient.Redirect.NEVER)
        .build();
  }

  private Map<String, String> headers(HttpClientConfig how, List<Map.Entry<String, String>> form)
      throws CommandException {
    Map<String, String> all = new LinkedHashMap<>();
    if (!form.isEmpty()) {
      all.put("Content-Type", "application/x-www-form-urlencoded");
    }
    how.headers().forEach((name, value) -> all.put(name, value.reveal()));
    for (String header : headers) {
      Map.Entry<String, String> one = header(header);
      all.put(one.getKey(), one.getValue());
    }
    return all;
  }

  private static Map.Entry<String, String> header(String header) throws CommandException {
    int colon = header.indexOf(':');
    if (colon < 1) {
      throw new WrongCallException("header \"" + header + "\" is not NAME: VALUE");
    }
    return Map.entry(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
  }

  private static byte[] body(List<Map.Entry<String, String>> form) {
    return encode(form).getBytes(StandardCharsets.UTF_8);
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
        throw new WrongCallException("time \"" + text + "\": " + e.getMessage());
      }
    }
    return text;
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%d.%03d", millis / 1000, millis % 1000);
  }
}
