package io.promontory.rules.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.Relabeling;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AlertSenderTest {
  private static final URI A = URI.create("http://a/api/v2/alerts");
  private static final URI B = URI.create("http://b/api/v2/alerts");
  private static final Duration LONG = Duration.ofMinutes(1);

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountingMetrics metrics = new CountingMetrics();
  private final Map<URI, Alertmanager> servers = new HashMap<>();

  @AfterEach
  void close() {
    servers.values().forEach(Alertmanager::release);
    threads.close();
  }

  private Alertmanager at(URI url) {
    return servers.computeIfAbsent(url, key -> new Alertmanager());
  }

  private GroupTerms terms(int capacity, int batch) {
    return new GroupTerms(Relabeling.NONE, this::at, new SendLimits(capacity, batch));
  }

  private AlertmanagerGroup group(int capacity, int batch, URI... urls) {
    AlertmanagerGroup group = new AlertmanagerGroup(terms(capacity, batch), threads, metrics);
    group.found(List.of(urls), true, LONG);
    return group;
  }

  private static List<Notification> alerts(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(
            i ->
                new Notification(
                    Labels.of("alertname", "x", "n", "" + i),
                    Labels.EMPTY,
                    Instant.EPOCH,
                    Instant.EPOCH,
                    "http://p/graph"))
        .toList();
  }

  private static List<String> names(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "x" + i).toList();
  }

  @Test
  void sendsInOrderAndInBatches() {
    AlertmanagerGroup group = group(1_000, 64, A);
    group.send(alerts(0, 150));
    group.close(LONG);
    assertThat(at(A).taken()).isEqualTo(names(0, 150));
    assertThat(at(A).batches).extracting(List::size).containsExactly(64, 64, 22);
    assertThat(metrics.of("sent", A.toString())).isEqualTo(150);
    assertThat(metrics.of("open", A.toString())).isZero();
    assertThat(at(A).closed).isTrue();
  }

  @Test
  void aServerThatHangsHoldsUpNoOtherAndItsQueueIsBounded() throws Exception {
    AlertmanagerGroup group = group(10, 5, A);
    AlertmanagerGroup other = group(1_000, 5, B);
    at(A).hangs = true;
    group.send(alerts(0, 1));
    at(A).hanging.await();
    for (int i = 1; i < 100; i++) {
      group.send(alerts(i, i + 1));
      other.send(alerts(i, i + 1));
    }
    group.send(alerts(100, 130)); // more at once than the queue holds
    other.close(LONG);
    assertThat(at(B).taken()).isEqualTo(names(1, 100));
    assertThat(metrics.of("queued", A.toString())).isEqualTo(10);
    assertThat(metrics.of("dropped", A.toString())).isEqualTo(119);
    at(A).hangs = false;
    at(A).release();
    group.close(LONG);
    assertThat(at(A).taken()).startsWith("x0").hasSize(11).endsWith("x128", "x129");
    assertThat(metrics.of("sent", A.toString())).isEqualTo(11);
  }

  @Test
  void whatIsRefusedIsCountedAndNotSentAgain() {
    AlertmanagerGroup group = group(100, 10, A);
    at(A).refuses = true;
    group.send(alerts(0, 25));
    group.close(LONG);
    assertThat(at(A).taken()).isEmpty();
    assertThat(metrics.of("failed", A.toString())).isEqualTo(25);
    assertThat(metrics.of("dropped", A.toString())).isEqualTo(25);
    assertThat(metrics.of("sent", A.toString())).isZero();
  }

  @Test
  void anErrorCostsItsBatchAndNoOther() {
    AlertmanagerGroup group = group(100, 10, A);
    at(A).breaks = true;
    group.send(alerts(0, 25));
    group.close(LONG);
    assertThat(metrics.of("failed", A.toString())).isEqualTo(25);
    assertThat(metrics.of("dropped", A.toString())).isEqualTo(25);
    assertThat(metrics.of("open", A.toString())).isZero();
  }

  @Test
  void alertsThatNoThreadCouldBeBegunForAreSentWithTheNext() {
    AtomicBoolean none = new AtomicBoolean(true);
    Executor poor =
        task -> {
          if (none.get()) {
            throw new LinkageError("as a test wants it");
          }
          task.run();
        };
    AlertmanagerGroup group = new AlertmanagerGroup(terms(100, 10), poor, metrics);
    group.found(List.of(A, B), true, LONG);
    group.send(alerts(0, 3));
    none.set(false);
    group.send(alerts(3, 5));
    assertThat(at(A).taken()).isEqualTo(names(0, 5));
    assertThat(at(B).taken()).isEqualTo(names(0, 5));
    group.close(LONG);
  }

  @Test
  void whatBreaksSendingOffDoesNotEndIt() {
    AtomicBoolean breaks = new AtomicBoolean(true);
    NotifyMetrics broken =
        new NotifyMetrics() {
          @Override
          public void sent(String url, int alerts, Duration took) {
            if (breaks.get()) {
              throw new LinkageError("as a test wants it");
            }
          }

          @Override
          public void failed(String url, int alerts) {
            sent(url, alerts, Duration.ZERO);
          }
        };
    AlertmanagerGroup group = new AlertmanagerGroup(terms(100, 10), Runnable::run, broken);
    group.found(List.of(A), true, LONG);
    group.send(alerts(0, 3));
    breaks.set(false);
    group.send(alerts(3, 5));
    assertThat(at(A).taken()).isEqualTo(names(0, 5));
    group.close(LONG);
  }

  @Test
  void closingWaitsNoLongerThanAllowed() throws Exception {
    AlertmanagerGroup group = group(100, 10, A, B);
    at(A).hangs = true;
    group.send(alerts(0, 30));
    at(A).hanging.await();
    group.close(Duration.ofMillis(1));
    threads.shutdown();
    assertThat(threads.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES)).isTrue();
    assertThat(metrics.of("dropped", A.toString())).isEqualTo(20); // the rest was under way
    assertThat(at(A).closed).isTrue();
    group.send(alerts(30, 40));
    assertThat(at(A).taken()).isEmpty();
  }

  @Test
  void aReloadKeepsTheQueueOfAServerThatStays() throws Exception {
    AlertmanagerGroup group = group(100, 10, A, B);
    Alertmanager before = at(A);
    before.hangs = true;
    group.send(alerts(0, 30));
    before.hanging.await();
    Alertmanager after = new Alertmanager();
    group.reconfigure(
        new GroupTerms(
            Relabeling.NONE, url -> url.equals(A) ? after : at(B), new SendLimits(100, 7)));
    group.found(List.of(), false, LONG); // not read yet: those known before stay
    assertThat(group.servers()).containsExactly(A, B);
    group.found(List.of(A), true, LONG);
    assertThat(group.servers()).containsExactly(A);
    before.release();
    group.close(LONG);
    assertThat(before.taken()).isEqualTo(names(0, 10));
    assertThat(before.closed).isTrue();
    assertThat(after.taken()).isEqualTo(names(10, 30));
    assertThat(after.batches).extracting(List::size).containsExactly(7, 7, 6);
  }
}
