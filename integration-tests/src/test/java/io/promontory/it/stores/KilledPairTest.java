package io.promontory.it.stores;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.it.fixture.ApiClient;
import io.promontory.it.fixture.ApiClient.Answer;
import io.promontory.it.fixture.PromontoryProcess;
import io.promontory.it.fixture.PromontoryServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two servers that scrape one target, each killed and started again in turn, while a rate over the
 * hole is asked: it has no hole and no spike, against a third that never died.
 */
@Timeout(300)
class KilledPairTest {
  private static final long SCRAPE_MS = 400;
  private static final long WINDOW_MS = 10 * SCRAPE_MS;

  /** Longer than a window: alone, the server that was killed has no rate there. */
  private static final long OUTAGE_MS = WINDOW_MS + 2 * SCRAPE_MS;

  /** By then all have scraped what a query asks for. */
  private static final long LAG_MS = 4 * SCRAPE_MS;

  private static final long STEP_MS = 200;
  private static final long PAUSE_MS = 700;
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /**
   * A switch costs a window that begins or ends there part of a scrape; and a busy machine scrapes
   * late. One sample counted twice would be a tenth, a reset that is none a factor of hundreds.
   */
  private static final double TOLERANCE = 0.3;

  @TempDir private Path folder;
  private final InstantSource clock = InstantSource.system();
  private final long start = clock.millis();
  private PromontoryServer promontory;

  /** Rates are asked for from then on, ms: one that is alive has the samples. */
  private long from;

  /** Counts milliseconds from a million on. */
  private HttpServer target() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          long value = 1_000_000 + clock.millis() - start;
          byte[] text = ("# TYPE work_total counter\nwork_total " + value + "\n").getBytes(UTF_8);
          exchange.sendResponseHeaders(200, text.length);
          exchange.getResponseBody().write(text);
          exchange.close();
        });
    server.start();
    return server;
  }

  /** Those of the pair tell themselves apart as such servers do. */
  private PrometheusProcess scraper(String replica, int port, HttpServer target) {
    String external =
        replica.equals("truth") ? "" : ", external_labels: {replica: %s}".formatted(replica);
    return PrometheusProcess.start(
        Binary.INSTALLED,
        port,
        """
        global: {scrape_interval: %dms%s}
        scrape_configs:
          - {job_name: work, static_configs: [{targets: ["127.0.0.1:%d"]}]}
        """
            .formatted(SCRAPE_MS, external, target.getAddress().getPort()),
        folder.resolve(replica));
  }

  @Test
  void aRateOverTheHolesOfBothHasNone() throws Exception {
    HttpServer target = target();
    int[] ports = {PromontoryProcess.freePort(), PromontoryProcess.freePort()};
    try (PrometheusProcess truth = scraper("truth", 0, target)) {
      PrometheusProcess[] pair = {
        scraper("a", ports[0], target), scraper("b", ports[1], target),
      };
      String config =
          """
          stores:
            - name: pair
              type: prometheus
              replicas: ["%s", "%s"]
              replica_labels: [replica]
              external_labels: {of: pair}
            - name: truth
              type: prometheus
              url: "%s"
              external_labels: {of: truth}
          """
              .formatted(pair[0].uri(), pair[1].uri(), truth.uri());
      try (PromontoryServer server = PromontoryServer.start(folder, config)) {
        promontory = server;
        await().atMost(PATIENCE).until(() -> scrapes(pair[0], pair[1], truth));
        // The first query takes its time, and those of scrapes.
        bothAnswer();
        long whole = clock.millis() + WINDOW_MS;
        from = whole;
        await().atMost(PATIENCE).until(() -> clock.millis() > whole + LAG_MS);
        for (int i = 0; i < 2; i++) {
          int index = i;
          String replica = i == 0 ? "a" : "b";
          int port = ports[i];
          long killed = clock.millis();
          pair[i].close();
          askFor(OUTAGE_MS);
          var restart = new FutureTask<>(() -> scraper(replica, port, target));
          Thread.ofVirtual().start(restart);
          askUntil(restart::isDone);
          pair[i] = restart.get();
          // It serves soon; until it scrapes it takes some seconds more.
          askUntil(() -> bothAnswer() && scrapes(pair[index]));
          from = whole;
          check(rates());
          // What the other one alone has scraped is out of reach while that one is down.
          from = clock.millis() + WINDOW_MS;
          askFor(LAG_MS);
          long restarted = clock.millis();
          assertThat(alone(pair[i], killed, restarted)).as("%s has a hole", replica).isTrue();
        }
        from = whole;
        assertThat(check(rates())).isGreaterThan((int) (2 * OUTAGE_MS / STEP_MS));
        assertThat(instant("resets(work_total{of='pair'}[10m])")).isZero();
        double seconds = (clock.millis() - start) / 1000.0;
        assertThat(instant("count_over_time(work_total{of='pair'}[10m])"))
            .as("nothing is there twice")
            .isLessThanOrEqualTo(seconds * 1000 / SCRAPE_MS + 4);
      } finally {
        for (PrometheusProcess replica : pair) {
          replica.close();
        }
      }
    } finally {
      target.stop(0);
    }
  }

  private void askFor(long ms) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    askUntil(() -> System.nanoTime() - end > 0);
  }

  private void askUntil(BooleanSupplier condition) {
    do {
      if (clock.millis() - LAG_MS > from) {
        check(rates());
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MS));
    } while (!condition.getAsBoolean());
  }

  /** What the pair and the truth say wherever the machine let the truth scrape in time. */
  private Answer rates() {
    String query =
        "rate(work_total[%1$dms]) and on () count_over_time(work_total{of='truth'}[%1$dms]) > %2$d"
            .formatted(WINDOW_MS, WINDOW_MS / SCRAPE_MS - 2);
    return query(query, from, clock.millis() - LAG_MS);
  }

  private Answer query(String query, long from, long to) {
    Answer answer =
        promontory
            .client()
            .get(
                "/api/v1/query_range",
                Map.of("query", query, "start", at(from), "end", at(to), "step", at(STEP_MS)));
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().has("warnings")).as(answer.body()).isFalse();
    return answer;
  }

  private static String at(long ms) {
    return String.valueOf(ms / 1000.0);
  }

  private double instant(String query) {
    JsonNode answer = promontory.client().get("/api/v1/query", Map.of("query", query)).json();
    return answer.at("/data/result/0/value/1").asDouble(Double.NaN);
  }

  /** Returns how many points the truth has. */
  private static int check(Answer answer) {
    TreeMap<Long, Double> truth = points(answer, "truth");
    TreeMap<Long, Double> pair = points(answer, "pair");
    assertThat(pair.keySet()).as("no hole").containsAll(truth.keySet());
    truth.forEach(
        (time, rate) ->
            assertThat(pair.get(time))
                .as("at %d ms", time)
                .isBetween(rate * (1 - TOLERANCE), rate * (1 + TOLERANCE)));
    return truth.size();
  }

  private static TreeMap<Long, Double> points(Answer answer, String of) {
    TreeMap<Long, Double> points = new TreeMap<>();
    for (JsonNode series : answer.json().at("/data/result")) {
      if (series.at("/metric/of").asText().equals(of)) {
        series
            .get("values")
            .forEach(
                point ->
                    assertThat(
                            points.put(
                                Math.round(point.get(0).asDouble() * 1000),
                                point.get(1).asDouble()))
                        .as("one series")
                        .isNull());
      }
    }
    return points;
  }

  private boolean bothAnswer() {
    long now = clock.millis();
    return !query("work_total", now, now).body().contains("not whole from");
  }

  private static boolean scrapes(PrometheusProcess... servers) {
    return Stream.of(servers)
        .map(server -> new ApiClient(server.uri().toString()))
        .map(client -> client.get("/api/v1/query?query=work_total%5B" + 2 * SCRAPE_MS + "ms%5D"))
        .noneMatch(answer -> answer.json().at("/data/result").isEmpty());
  }

  /** Whether a server of the pair by itself has no rate for some of a time. */
  private static boolean alone(PrometheusProcess replica, long from, long to) {
    Answer answer =
        new ApiClient(replica.uri().toString())
            .get(
                "/api/v1/query_range",
                Map.of(
                    "query",
                    "absent(rate(work_total[%dms]))".formatted(WINDOW_MS),
                    "start",
                    at(from),
                    "end",
                    at(to),
                    "step",
                    at(STEP_MS)));
    return !answer.json().at("/data/result").isEmpty();
  }
}
