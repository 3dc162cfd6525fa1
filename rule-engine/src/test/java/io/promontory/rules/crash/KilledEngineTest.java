package io.promontory.rules.crash;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.promontory.promql.value.QueryValue;
import io.promontory.proto.prometheus.WriteRequest;
import io.promontory.rules.results.ResultLog;
import io.promontory.series.labels.Labels;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/**
 * A rule engine killed at random points: what it said to have committed is there after the next
 * start, nothing is there twice, timers of alerts go on, and a receiver has every sample once.
 */
class KilledEngineTest {
  private static final Labels FOR_STATE =
      Labels.of(Labels.METRIC_NAME, "ALERTS_FOR_STATE", "alertname", "Slow");
  private static final long PENDING_MS = Duration.ofMinutes(30).toMillis();

  @TempDir Path folder;
  private HttpServer receiver;
  private final Map<String, Long> lastTaken = new HashMap<>();
  private final List<String> taken = new ArrayList<>();
  private Random random = new Random();

  @BeforeEach
  void startReceiver() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/write",
        exchange -> {
          int status = take(Snappy.uncompress(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    receiver.start();
  }

  @AfterEach
  void stopReceiver() {
    receiver.stop(0);
  }

  /** As a Prometheus does: a request whole or not at all, a series' samples in order. */
  private synchronized int take(byte[] body) throws IOException {
    Map<String, Long> last = new HashMap<>(lastTaken);
    List<String> lines = new ArrayList<>();
    for (var series : WriteRequest.parseFrom(body).getTimeseriesList()) {
      String[] pairs = new String[2 * series.getLabelsCount()];
      for (int i = 0; i < series.getLabelsCount(); i++) {
        pairs[2 * i] = series.getLabels(i).getName().toStringUtf8();
        pairs[2 * i + 1] = series.getLabels(i).getValue().toStringUtf8();
      }
      Labels labels = Labels.of(pairs);
      for (var sample : series.getSamplesList()) {
        Long before = last.put(labels.toString(), sample.getTimestamp());
        if (before != null && before >= sample.getTimestamp()) {
          return 400;
        }
        lines.add(
            CrashedEngine.line(
                new QueryValue.Sample(labels, sample.getTimestamp(), sample.getValue())));
      }
    }
    lastTaken.putAll(last);
    taken.addAll(lines);
    return 204;
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            CrashedEngine.class.getName(),
            folder.toString(),
            "http://127.0.0.1:" + receiver.getAddress().getPort() + "/write")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /** An alert that has been pending for a while, so that a timer that begins anew would show. */
  private void seed() throws IOException {
    long now = InstantSource.system().millis();
    try (ResultLog log = ResultLog.open(folder.resolve("rules"), InstantSource.system())) {
      log.append(List.of(new QueryValue.Sample(FOR_STATE, now, (now - PENDING_MS) / 1000)));
    }
  }

  /** Runs an engine up to a random point; adds what it said. */
  private void runAndKill(List<String> said, boolean anywhere) throws Exception {
    Process process = start();
    try (BufferedReader out = process.inputReader(UTF_8)) {
      CountDownLatch busy = new CountDownLatch(anywhere ? 0 : 1 + random.nextInt(40));
      List<String> lines = new ArrayList<>();
      Thread reader =
          Thread.ofVirtual()
              .start(
                  () ->
                      out.lines()
                          .forEach(
                              line -> {
                                lines.add(line);
                                busy.countDown();
                              }));
      assertThat(busy.await(60, TimeUnit.SECONDS)).isTrue();
      LockSupport.parkNanos(random.nextLong(anywhere ? 600_000_000 : 20_000_000));
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(reader.join(Duration.ofSeconds(60))).isTrue();
      if (!lines.isEmpty() && !isWhole(lines.getLast())) {
        lines.removeLast();
      }
      lines.remove("up");
      said.addAll(lines);
    }
  }

  private static boolean isWhole(String line) {
    return line.matches("\\{.*} [0-9]{13} [0-9a-f]{16}");
  }

  private void killed(int times) throws Exception {
    long seed = random.nextLong();
    System.out.println("seed " + seed);
    random = new Random(seed);
    seed();
    List<String> said = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      runAndKill(said, i % 5 == 3);
    }
    List<String> logged = new ArrayList<>();
    Map<Labels, Long> last = new HashMap<>();
    try (ResultLog log = ResultLog.open(folder.resolve("rules"), InstantSource.system())) {
      log.replay(
          samples ->
              samples.forEach(
                  sample -> {
                    logged.add(CrashedEngine.line(sample));
                    Long before = last.put(sample.labels(), sample.timestampMs());
                    assertThat(before == null || before < sample.timestampMs())
                        .as("%s once and in order", sample)
                        .isTrue();
                    if (sample.labels().equals(FOR_STATE) && !Double.isNaN(sample.value())) {
                      // ALERTS_FOR_STATE is of whole seconds: each restore may lose one
                      assertThat(sample.timestampMs() - 1000 * sample.value())
                          .isBetween(PENDING_MS - 1000.0 * (times + 1), PENDING_MS + 120_000.0);
                    }
                  }));
    }
    assertThat(said).hasSizeGreaterThan(4 * times);
    assertThat(logged).containsAll(said);
    assertTaken(new HashSet<>(logged.subList(1, logged.size())));
  }

  /** One more start sends what is left. */
  private void assertTaken(Set<String> logged) throws Exception {
    Process process = start();
    try {
      long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
      while (!missing(logged).isEmpty() && System.nanoTime() < deadline) {
        LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
      }
    } finally {
      process.destroyForcibly();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(missing(logged)).as("samples that the receiver never got").isEmpty();
    synchronized (this) {
      assertThat(taken).doesNotHaveDuplicates();
    }
  }

  private synchronized Set<String> missing(Set<String> logged) {
    Set<String> missing = new TreeSet<>(logged);
    taken.forEach(missing::remove);
    return missing;
  }

  @Test
  void tenTimes() throws Exception {
    killed(10);
  }

  @Test
  @Tag("long")
  void aHundredTimes() throws Exception {
    killed(100);
  }
}
