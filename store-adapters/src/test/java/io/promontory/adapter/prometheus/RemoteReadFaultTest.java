package io.promontory.adapter.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promontory.adapter.auth.BasicAuth;
import io.promontory.adapter.auth.Secret;
import io.promontory.adapter.http.HttpClientConfig;
import io.promontory.adapter.testing.FaultServer;
import io.promontory.adapter.testing.FaultServer.Behaviour;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32C;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a server may do to a remote read: each ends in one clear failure, in time. */
@Timeout(120)
class RemoteReadFaultTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long START = 1_768_003_200_000L;
  private static final Labels A = Labels.of("__name__", "m", "x", "a");
  private static final Labels B = Labels.of("__name__", "m", "x", "b");

  private static final SelectRequest REQUEST =
      SelectRequest.of(START, START + 3_600_000, List.of(Matcher.equal("__name__", "m")));

  private static List<Series> read(PrometheusStoreConfig config, QueryContext context) {
    try (PrometheusStore store = new PrometheusStore(config);
        SeriesSet set = store.select(REQUEST, context)) {
      List<Series> all = new ArrayList<>();
      for (Series series = set.next(); series != null; series = set.next()) {
        all.add(series);
      }
      return all;
    }
  }

  private static PrometheusStoreConfig config(URI uri) {
    return PrometheusStoreConfig.of("eu", uri);
  }

  private static PrometheusStoreConfig impatient(URI uri) {
    return config(uri).withTimeout(Duration.ofMillis(1200));
  }

  private static StoreException failure(PrometheusStoreConfig config) {
    long start = System.nanoTime();
    StoreException failure =
        catchThrowableOfType(StoreException.class, () -> read(config, QueryContext.unbounded()));
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(19));
    assertThat(failure).isNotNull();
    assertThat(failure.store()).isEqualTo("eu");
    return failure;
  }

  private static StoreException failure(Behaviour behaviour) {
    try (FaultServer server = FaultServer.saysNothing(behaviour)) {
      StoreException failure = failure(config(server.uri()));
      assertThat(server.requests()).as("no request is repeated").hasSize(1);
      return failure;
    }
  }

  private static StoreException timeout(Behaviour behaviour) {
    try (FaultServer server = FaultServer.saysNothing(behaviour)) {
      StoreException failure = failure(impatient(server.uri()));
      assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
      assertThat(failure).hasMessageContaining("within 1200ms");
      assertThat(server.requests()).as("no request is repeated").hasSize(1);
      Awaitility.await("the client to hang up").atMost(PATIENCE).until(() -> server.hangUps() == 1);
      return failure;
    }
  }

  private static Behaviour frames(byte[]... frames) {
    return exchange -> {
      exchange.head(200, Frames.CONTENT_TYPE);
      for (byte[] frame : frames) {
        exchange.write(frame);
      }
    };
  }

  @Test
  void aRefusedConnectionIsSaidSo() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    StoreException failure = failure(config(URI.create("http://127.0.0.1:" + port)));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure).hasMessage("connection to 127.0.0.1:" + port + " refused");
  }

  @Test
  void aServerThatNeverAnswersTimesOutAndIsHungUpOn() {
    timeout(FaultServer.Exchange::awaitHangUp);
  }

  @Test
  void aServerThatHangsInsideAFrameTimesOutAndIsHungUpOn() {
    byte[] frame = Frames.series(0, A, START, 1, 2, 3);
    timeout(
        exchange -> {
          exchange.head(200, Frames.CONTENT_TYPE).write(Arrays.copyOf(frame, frame.length - 5));
          exchange.awaitHangUp();
        });
  }

  @Test
  void aBodyThatDripsTimesOutAndIsHungUpOn() {
    byte[] frame = Frames.series(0, A, START, 1, 2, 3);
    CountDownLatch never = new CountDownLatch(1);
    timeout(
        exchange -> {
          exchange.head(200, Frames.CONTENT_TYPE);
          try {
            for (int i = 0; !never.await(20, TimeUnit.MILLISECONDS); i++) {
              exchange.write(new byte[] {frame[i % frame.length]});
            }
          } catch (IOException | InterruptedException e) {
            exchange.awaitHangUp();
          }
        });
  }

  @Test
  void aResetBeforeAnyAnswerIsTriedOnceMore() {
    try (FaultServer server = FaultServer.saysNothing(FaultServer.Exchange::reset)) {
      StoreException failure = failure(config(server.uri()));
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure).hasMessageContaining("broke before an answer");
      assertThat(server.requests()).hasSizeBetween(1, 2);
    }
  }

  @Test
  void aResetInsideTheAnswerIsNotTriedAgain() {
    // A reset also takes away what the client has not read yet.
    CountDownLatch read = new CountDownLatch(1);
    Behaviour resetting =
        exchange -> {
          exchange.head(200, Frames.CONTENT_TYPE, "Content-Length: 10000000");
          for (int i = 0; i < 1000; i++) {
            Labels labels = Labels.of("__name__", "m", "x", "%04d".formatted(i));
            exchange.write(Frames.series(0, labels, START, 1, 2, 3));
          }
          try {
            assertThat(read.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.reset();
        };
    try (FaultServer server = FaultServer.saysNothing(resetting);
        PrometheusStore store = new PrometheusStore(config(server.uri()));
        SeriesSet set = store.select(REQUEST, QueryContext.unbounded())) {
      Series series = set.next();
      read.countDown();
      assertThat(series).isNotNull();
      StoreException failure =
          catchThrowableOfType(
              StoreException.class,
              () -> {
                while (set.next() != null) {
                  assertThat(server.requests()).hasSize(1);
                }
              });
      assertThat(failure.kind()).isIn(Kind.UNAVAILABLE, Kind.CORRUPT);
      assertThat(server.requests()).as("no request is repeated").hasSize(1);
    }
  }

  @Test
  void aTruncatedFrameIsCorrupt() {
    byte[] frame = Frames.series(0, A, START, 1, 2, 3);
    StoreException failure = failure(frames(frame, Arrays.copyOf(frame, frame.length - 7)));
    assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure).hasMessageContaining("breaks off inside frame 1");
  }

  @Test
  void anErrorInPlaceOfAFrameIsShown() {
    StoreException failure =
        failure(
            frames(
                Frames.series(0, A, START, 1),
                "expanding series: open block: too many open files".getBytes(UTF_8)));
    assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure).hasMessageContaining("too many open files");
  }

  @Test
  void aBadChecksumIsCorrupt() {
    byte[] frame = Frames.series(0, A, START, 1, 2, 3);
    frame[frame.length - 3] ^= 0x40;
    StoreException failure = failure(frames(frame));
    assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure).hasMessageContaining("frame 0 fails its checksum");
  }

  @Test
  void aHugeLengthIsRefusedBeforeItIsAllocated() {
    for (long length : new long[] {50_000_001L, Integer.MAX_VALUE, Long.MAX_VALUE, -1L}) {
      StoreException failure = failure(frames(Frames.frame(length, 0, new byte[10])));
      assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
      assertThat(failure).hasMessageContaining("over the limit of 50000000 bytes");
    }
  }

  @Test
  void aMalformedMessageIsCorrupt() {
    for (byte[] payload :
        new byte[][] {{0x0a, 0x7f, 1}, {0x0f}, {(byte) 0xff, 1}, {0x0a, 2, 0x0a, 9}}) {
      CRC32C crc = new CRC32C();
      crc.update(payload);
      StoreException failure =
          failure(frames(Frames.frame(payload.length, (int) crc.getValue(), payload)));
      assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
      assertThat(failure).hasMessageContaining("malformed");
    }
  }

  @Test
  void anUnknownEncodingIsRefused() {
    StoreException failure =
        failure(frames(Frames.frame(Frames.message(0, A, START, START, 9, new byte[4]))));
    assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure).hasMessageContaining("unknown encoding 9");
  }

  @Test
  void seriesOutOfOrderAreRefused() {
    StoreException failure =
        failure(
            frames(
                Frames.series(0, B, START, 1),
                Frames.series(0, B.with("x", "c"), START, 1),
                Frames.series(0, A, START, 1)));
    assertThat(failure.kind()).isEqualTo(Kind.CORRUPT);
    assertThat(failure).hasMessageContaining("does not sort");
  }

  @Test
  void htmlInPlaceOfAnAnswerIsShown() {
    StoreException failure =
        failure(
            exchange ->
                exchange
                    .head(200, "text/html; charset=utf-8")
                    .write("<html>\n<title>Log\u0007in</title>".getBytes(UTF_8)));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure)
        .hasMessageContaining("not remote read")
        .hasMessageContaining("HTTP 200, text/html")
        .hasMessageContaining("<html> <title>Log.in</title>");
  }

  @Test
  void statusCodesBecomeKinds() {
    assertThat(status(400, "exceeded sample limit (10)").kind()).isEqualTo(Kind.LIMIT);
    assertThat(status(400, "invalid matcher")).hasMessage("HTTP 400: invalid matcher");
    assertThat(status(400, "invalid matcher").kind()).isEqualTo(Kind.BAD_REQUEST);
    assertThat(status(401, "Unauthorized"))
        .hasMessageContaining("set basic_auth, authorization, oauth2 or sigv4 (HTTP 401");
    assertThat(status(404, "404 page not found")).hasMessageContaining("no Prometheus API at");
    assertThat(status(429, "slow down").kind()).isEqualTo(Kind.LIMIT);
    assertThat(status(503, "Service Unavailable").kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  private static StoreException status(int status, String text) {
    return failure(exchange -> exchange.head(status, "text/plain").write(text.getBytes(UTF_8)));
  }

  @Test
  void framesOfOneSeriesAreJoinedAndChunksOutsideTheRangeLeftOut() {
    Behaviour behaviour =
        frames(
            Frames.series(0, A, START, 1, 2),
            Frames.series(0, A, START + 60_000, 3),
            Frames.series(0, A, START - 7_200_000, 9),
            Frames.series(0, B, START - 7_200_000, 9));
    try (FaultServer server = FaultServer.saysNothing(behaviour)) {
      List<Series> series = read(config(server.uri()), QueryContext.unbounded());
      assertThat(series).hasSize(1);
      assertThat(series.getFirst().labels()).isEqualTo(A);
      assertThat(series.getFirst().chunks()).hasSize(2);
    }
  }

  @Test
  void cancellingEndsAWaitAtOnce() {
    QueryContext context = QueryContext.unbounded();
    try (FaultServer server =
        FaultServer.saysNothing(
            exchange -> {
              context.cancellation().cancel();
              exchange.awaitHangUp();
            })) {
      PrometheusStoreConfig patient =
          PrometheusStoreConfig.of("eu", server.uri()).withTimeout(Duration.ofMinutes(5));
      StoreException failure =
          catchThrowableOfType(StoreException.class, () -> read(patient, context));
      assertThat(failure.kind()).isEqualTo(Kind.CANCELED);
      Awaitility.await().atMost(PATIENCE).until(() -> server.hangUps() == 1);
    }
  }

  @Test
  void credentialsStayAtHome() {
    byte[] frame = Frames.series(0, A, START, 1);
    try (FaultServer elsewhere = FaultServer.saysNothing(frames(frame));
        FaultServer home =
            FaultServer.saysNothing(
                exchange ->
                    exchange.head(
                        307, "text/plain", "Location: " + elsewhere.uri() + "/api/v1/read"))) {
      PrometheusStoreConfig secret =
          config(home.uri())
              .withHttp(
                  HttpClientConfig.DEFAULT.withAuth(new BasicAuth("user", Secret.of("hunter2"))));
      assertThatThrownBy(() -> read(secret, QueryContext.unbounded()))
          .hasMessageContainingAll(
              "HTTP 307 redirects to another host, " + elsewhere.uri(),
              "where our credentials do not go")
          .hasMessageNotContaining("hunter2");
      assertThat(home.requests().getFirst())
          .contains("Authorization: Basic dXNlcjpodW50ZXIy")
          .contains("User-Agent: promontory/");
      assertThat(elsewhere.requests()).isEmpty();
      assertThat(secret.toString()).doesNotContain("hunter2");
    }
  }

  @Test
  void headersStayAtHome() {
    byte[] frame = Frames.series(0, A, START, 1);
    try (FaultServer elsewhere = new FaultServer(frames(frame));
        FaultServer home =
            new FaultServer(
                exchange ->
                    exchange.head(
                        307, "text/plain", "Location: " + elsewhere.uri() + "/api/v1/read"))) {
      PrometheusStoreConfig tenant =
          config(home.uri())
              .withHttp(
                  HttpClientConfig.DEFAULT.withHeaders(
                      Map.of("X-Scope-OrgID", Secret.of("team-a"))));
      assertThat(read(tenant, QueryContext.unbounded())).hasSize(1);
      assertThat(home.requests().getFirst()).contains("X-Scope-OrgID: team-a");
      assertThat(elsewhere.requests().getFirst()).doesNotContain("team-a");
    }
  }

  @Test
  void nothingIsLeftBehind() {
    for (int i = 0; i < 2; i++) {
      timeout(FaultServer.Exchange::awaitHangUp);
    }
    Awaitility.await("threads of closed stores")
        .atMost(PATIENCE)
        .until(
            () ->
                Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .noneMatch(name -> name.equals("deadlines-eu")));
  }
}
