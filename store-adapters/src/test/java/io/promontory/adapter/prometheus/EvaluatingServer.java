package io.promontory.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.adapter.evaluate.Pushdown;
import io.promontory.adapter.testing.FaultServer;
import io.promontory.adapter.testing.FaultServer.Behaviour;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StorePart;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** A server that says of itself what a test tells it to, and a store over it. */
final class EvaluatingServer implements AutoCloseable {
  static final SelectRequest UP =
      SelectRequest.of(0, 1_000_000, List.of(Matcher.equal("__name__", "up")));

  private final Map<String, String> data = new ConcurrentHashMap<>();
  private final List<Map<String, String>> asked = new CopyOnWriteArrayList<>();
  private final FaultServer server;
  private volatile Behaviour query = exchange -> exchange.head(500, "text/plain");

  EvaluatingServer() {
    says("/api/v1/status/buildinfo", "{\"version\":\"3.5.0\",\"goVersion\":\"go1.23.4\"}");
    says(
        "/api/v1/status/flags",
        "{\"enable-feature\":\"exemplar-storage\",\"storage.tsdb.path\":\"data/\"}");
    says(
        "/api/v1/status/config",
        "{\"yaml\":\"global:\\n  scrape_interval: 1m\\n  external_labels:\\n    cluster: c1\\n"
            + "    region: there\\n\"}");
    this.server = new FaultServer(this::answer);
  }

  /** Sets the {@code data} of a path; other paths are not there. */
  EvaluatingServer says(String path, String json) {
    data.put(path, json);
    return this;
  }

  EvaluatingServer lacks(String path) {
    data.remove(path);
    return this;
  }

  /** Sets how queries are answered. */
  EvaluatingServer answers(Behaviour behaviour) {
    query = behaviour;
    return this;
  }

  /** Sets the body of answers to queries. */
  EvaluatingServer answers(int status, String json) {
    return answers(
        exchange -> exchange.head(status, "application/json").write(json.getBytes(UTF_8)));
  }

  /** Sets the series that queries find. */
  EvaluatingServer finds(String... series) {
    return answers(
        200,
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":["
            + String.join(",", series)
            + "]}}");
  }

  private void answer(FaultServer.Exchange exchange) throws java.io.IOException {
    if (exchange.path().equals("/api/v1/query_range")) {
      asked.add(form(exchange.body()));
      query.answer(exchange);
      return;
    }
    boolean isOfLabel = exchange.path().startsWith("/api/v1/label/");
    String own = data.get(exchange.path());
    String json = own == null && isOfLabel ? "[]" : own;
    if (json == null) {
      exchange.head(404, "text/plain").write("404 page not found".getBytes(UTF_8));
    } else {
      String body = "{\"status\":\"success\",\"data\":" + json + "}";
      exchange.head(200, "application/json").write(body.getBytes(UTF_8));
    }
  }

  private static Map<String, String> form(String body) {
    Map<String, String> form = new TreeMap<>();
    Arrays.stream(body.split("&"))
        .map(pair -> pair.split("=", 2))
        .forEach(pair -> form.put(pair[0], URLDecoder.decode(pair[1], UTF_8)));
    return form;
  }

  /** The parameters of each query. */
  List<Map<String, String>> asked() {
    return asked;
  }

  int hangUps() {
    return server.hangUps();
  }

  int requests() {
    return server.requests().size();
  }

  PrometheusStoreConfig config() {
    return PrometheusStoreConfig.of("eu", server.uri())
        .withExternalLabels(Labels.of("region", "eu"));
  }

  PrometheusStore store(Pushdown pushdown) {
    return new PrometheusStore(config().withPushdown(pushdown));
  }

  /** The only part of a store, once it is known. */
  static StorePart part(PrometheusStore store) {
    Awaitility.await("what the server is")
        .atMost(Duration.ofSeconds(10))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> !store.parts(UP, QueryContext.unbounded()).isEmpty());
    List<StorePart> parts = store.parts(UP, QueryContext.unbounded());
    if (parts.size() != 1) {
      throw new AssertionError(parts.size() + " parts");
    }
    return parts.getFirst();
  }

  @Override
  public void close() {
    server.close();
  }
}
