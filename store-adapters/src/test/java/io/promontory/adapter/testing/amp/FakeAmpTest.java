package io.promontory.adapter.testing.amp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.auth.Sigv4;
import io.promontory.adapter.http.HttpAnswer;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.http.StoreHttpClient;
import io.promontory.adapter.testing.PrometheusProcess;
import io.promontory.adapter.testing.RemoteWriter;
import io.promontory.objectstore.aws.AwsCredentialSource;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workspace of the fixtures before a real Prometheus: its bill, its limits, its errors. */
class FakeAmpTest {
  private static final long START = 1_768_003_200L;
  private static final long END = START + 3_600;

  @TempDir static Path directory;
  private static PrometheusProcess prometheus;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private FakeAmp amp;
  private StoreHttpClient client;

  @BeforeAll
  static void start() {
    prometheus = PrometheusProcess.start("", directory);
    RemoteWriter writer = new RemoteWriter();
    for (int i = 0; i < 240; i++) {
      writer.add(Labels.of("__name__", "m", "i", "é"), START * 1000 + 457 + i * 15_000L, i);
    }
    writer.sendTo(prometheus.uri());
  }

  @AfterAll
  static void stop() {
    prometheus.close();
  }

  @BeforeEach
  void open() {
    amp = new FakeAmp(prometheus.uri(), now::get);
    Sigv4 user =
        Sigv4.ofEnvironment()
            .withRegion(FakeAmp.REGION)
            .withCredentials(
                AwsCredentialSource.Keys.of(AwsAccounts.ACCESS_KEY, AwsAccounts.SECRET_KEY));
    client =
        new StoreHttpClient(
            "amp",
            amp.url(),
            HttpClientConfig.DEFAULT.withAuth(user).withClock(now::get),
            Duration.ofSeconds(30));
  }

  @AfterEach
  void close() {
    client.close();
    amp.close();
  }

  private record Answer(int status, String type, String body, Duration retryAfter) {}

  private Answer get(String pathAndQuery) throws IOException {
    return read(client.get(pathAndQuery, QueryContext.unbounded()));
  }

  private Answer post(String path, String form) throws IOException {
    Map<String, String> headers = Map.of("Content-Type", "application/x-www-form-urlencoded");
    return read(client.post(path, form.getBytes(UTF_8), headers, QueryContext.unbounded()));
  }

  private static Answer read(HttpAnswer answer) throws IOException {
    try (answer) {
      String body = new String(answer.body().readAllBytes(), UTF_8);
      return new Answer(answer.status(), answer.contentType(), body, answer.retryAfter());
    }
  }

  private static String instant(String query, long time) {
    return "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8) + "&time=" + time;
  }

  @Test
  void queriesAreAnsweredAndBilledBySamplesProcessed() throws IOException {
    Answer answer = get(instant("m[5m]", START + 600));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/json");
    assertThat(answer.body()).startsWith("{\"status\":\"success\"").doesNotContain("stats");
    assertThat(amp.billedSamples()).isEqualTo(20);
    amp.forget();
    Answer pushed =
        post(
            "/api/v1/query_range",
            "query=rate%28m%5B5m%5D%29&start="
                + (START + 600)
                + "&end="
                + (START + 1200)
                + "&step=15&stats=all");
    assertThat(pushed.body()).contains("\"totalQueryableSamples\":820");
    assertThat(amp.billedSamples()).as("41 steps of 20 samples").isEqualTo(820);
    assertThat(amp.requests().getFirst().param("query")).isEqualTo("rate(m[5m])");
    assertThat(amp.answeredBytes()).isEqualTo(pushed.body().getBytes(UTF_8).length);
  }

  @Test
  void lookupsAreFree() throws IOException {
    String range = "start=" + START + "&end=" + END;
    assertThat(get("/api/v1/labels?" + range).body()).contains("[\"__name__\",\"i\"]");
    assertThat(post("/api/v1/labels", range).body()).contains("[\"__name__\",\"i\"]");
    assertThat(get("/api/v1/label/i/values?" + range).body()).contains("[\"é\"]");
    assertThat(get("/api/v1/series?match%5B%5D=m&match%5B%5D=n&" + range).body())
        .contains("{\"__name__\":\"m\",\"i\":\"é\"}");
    assertThat(get("/api/v1/metadata").body()).contains("\"success\"");
    assertThat(amp.requests()).hasSize(5).allMatch(request -> request.status() == 200);
    assertThat(amp.billedSamples()).isZero();
  }

  @Test
  void whatAmpDoesNotHaveIsNotThere() throws IOException {
    for (String path : new String[] {"/api/v1/query_exemplars", "/api/v1/status/buildinfo"}) {
      assertThat(get(path).status()).as(path).isEqualTo(404);
    }
    assertThat(post("/api/v1/read", "").status()).isEqualTo(404);
    assertThat(post("/api/v1/label/i/values", "").status()).isEqualTo(404);
  }

  @Test
  void thresholdsWarnOrRefuseWithoutABill() throws IOException {
    String query = instant("m[5m]", START + 600);
    assertThat(get(query + "&max_samples_processed_warning_threshold=19").body())
        .contains("\"warnings\":[\"the number of samples processed (20) exceeds the warning");
    Answer refused = get(query + "&max_samples_processed_error_threshold=19");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.type()).startsWith("text/plain");
    assertThat(refused.body())
        .startsWith("{\"status\":\"error\",\"errorType\":\"execution\"")
        .contains("samples processed (20) exceeds the error threshold (19)");
    assertThat(amp.billedSamples()).isEqualTo(20);
    amp.limits(AmpLimits.WIDE.withMaxSamples(19));
    assertThat(get(query).body()).contains("too many samples");
    amp.limits(AmpLimits.WIDE.withMaxSeries(0));
    assertThat(get(query).body()).contains("max number of series limit (limit: 0 series)");
    amp.limits(AmpLimits.WIDE.withMaxBytes(100));
    assertThat(get(query).body()).contains("aggregated data size limit");
  }

  @Test
  void queriesThatLookTooFarAreRefused() throws IOException {
    assertThat(get(instant("m[32d]", END)).status()).isEqualTo(422);
    assertThat(get(instant("m[31d] offset 1d", END)).body())
        .contains("only supported for range type queries");
    assertThat(get(instant("m{i=\"[99d]\"}[31d]", END)).status()).isEqualTo(200);
    String range = "/api/v1/query_range?query=m&step=1d&end=" + END + "&start=";
    assertThat(get(range + (END - 90 * 86_400L)).status()).isEqualTo(200);
    amp.limits(AmpLimits.WIDE.withMaxRange(Duration.ofDays(32), Duration.ofDays(32)));
    assertThat(get(range + (END - 90 * 86_400L)).body())
        .contains("exceeds the limit (query length: 2160h0m0s, limit: 768h0m0s)");
  }

  @Test
  void callsPerSecondAreLimitedByClass() throws IOException {
    amp.limits(AmpLimits.USUAL.withRates(2, 1, 10));
    assertThat(get("/api/v1/labels").status()).isEqualTo(200);
    Answer throttled = get("/api/v1/labels");
    assertThat(throttled.status()).isEqualTo(429);
    assertThat(throttled.retryAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(get(instant("m", END)).status()).isEqualTo(200);
    assertThat(get(instant("m", END)).status()).isEqualTo(200);
    assertThat(get(instant("m", END)).status()).isEqualTo(429);
    now.set(now.get().plusSeconds(1));
    assertThat(get("/api/v1/labels").status()).isEqualTo(200);
  }

  @Test
  void answersCanBeSpoilt() throws IOException {
    amp.throttleNext(7).failNext(3);
    assertThat(get("/api/v1/labels").retryAfter()).isEqualTo(Duration.ofSeconds(7));
    Answer failed = get(instant("m", END));
    assertThat(failed.status()).isEqualTo(503);
    assertThat(failed.retryAfter()).isEqualTo(Duration.ofSeconds(3));
    assertThat(amp.billedSamples()).isZero();
    assertThat(get("/api/v1/labels").status()).isEqualTo(200);
  }
}
