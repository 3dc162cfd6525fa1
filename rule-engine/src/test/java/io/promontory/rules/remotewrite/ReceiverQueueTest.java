package io.promontory.rules.remotewrite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.promontory.promql.value.QueryValue;
import io.promontory.rules.results.ResultLog;
import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.NameScheme;
import io.promontory.series.relabel.RelabelAction;
import io.promontory.series.relabel.RelabelConfig;
import io.promontory.series.relabel.Relabeling;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReceiverQueueTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final int SERIES = 5;

  @TempDir Path folder;
  private Instant now = T0;
  private final InstantSource clock = () -> now;
  private final FakeReceiver receiver = new FakeReceiver();
  private final Counts counts = new Counts();
  private int tick;
  private QueueSettings queue = queue(true);
  private Relabeling relabeling = Relabeling.NONE;

  private static final class Counts implements WriteListener {
    final AtomicInteger retried = new AtomicInteger();
    final AtomicInteger failed = new AtomicInteger();
    final Map<Drop, Integer> dropped = new EnumMap<>(Drop.class);

    @Override
    public void retried(WriteCount count) {
      retried.addAndGet(count.all());
    }

    @Override
    public void failed(WriteCount count) {
      failed.addAndGet(count.all());
    }

    @Override
    public synchronized void dropped(WriteCount count, Drop why) {
      dropped.merge(why, count.all(), Integer::sum);
    }
  }

  /** So that what is written from then on is sent. */
  @BeforeEach
  void aFirstStart() throws IOException {
    try (ResultLog log = openLog();
        ReceiverQueue ignored = start(log)) {
      assertThat(ignored.pending()).isZero();
    }
  }

  private static QueueSettings queue(boolean retries429) {
    return new QueueSettings(
        12,
        3,
        1,
        4,
        Duration.ofMillis(5),
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        retries429,
        Duration.ZERO);
  }

  private ResultLog openLog() throws IOException {
    ResultLog log = ResultLog.open(folder.resolve("log"), clock);
    log.replay(samples -> {});
    return log;
  }

  private ReceiverQueue start(ResultLog log) throws IOException {
    RemoteWriteSettings settings =
        new RemoteWriteSettings(
            "r", WriteProtocol.V1, Labels.of("zone", "z"), relabeling, true, queue);
    return ReceiverQueue.start(settings, log, folder.resolve("places"), receiver, counts, clock);
  }

  private void append(ResultLog log, int ticks) throws IOException {
    for (int i = 0; i < ticks; i++, tick++) {
      List<QueryValue.Sample> samples = new ArrayList<>();
      for (int s = 0; s < SERIES; s++) {
        Labels labels = Labels.of(Labels.METRIC_NAME, "s" + s);
        samples.add(new QueryValue.Sample(labels, T0.toEpochMilli() + 1000L * tick, tick));
      }
      log.append(samples);
    }
  }

  private static void awaitEmpty(ReceiverQueue queue) {
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          while (queue.pending() > 0) {
            LockSupport.parkNanos(1_000_000);
          }
        });
  }

  private void assertAllTakenOnce() {
    assertThat(receiver.taken).hasSize(SERIES);
    receiver.taken.forEach(
        (name, times) -> {
          assertThat(times).hasSize(tick);
          for (int i = 0; i < tick; i++) {
            assertThat(times.get(i)).isEqualTo(T0.toEpochMilli() + 1000L * i);
          }
        });
  }

  @Test
  void sendsInOrderWithLabelsAndHeaders() throws IOException {
    try (ResultLog log = openLog();
        ReceiverQueue sending = start(log)) {
      append(log, 40);
      awaitEmpty(sending);
    }
    assertAllTakenOnce();
    assertThat(receiver.headers.getFirst())
        .containsEntry("Content-Type", "application/x-protobuf")
        .containsEntry("X-Prometheus-Remote-Write-Version", "0.1.0")
        .containsEntry("Content-Encoding", "snappy")
        .doesNotContainKey("Retry-Attempt");
    assertThat(counts.failed).hasValue(0);
  }

  @Test
  void whatMayPassIsTriedAgain() throws IOException {
    receiver.faults =
        number ->
            switch (number) {
              case 0 -> FakeReceiver.status(503);
              case 1 -> FakeReceiver.status(429);
              case 2 -> FakeReceiver.noAnswer(false);
              default -> null;
            };
    try (ResultLog log = openLog();
        ReceiverQueue sending = start(log)) {
      append(log, 3);
      awaitEmpty(sending);
    }
    assertAllTakenOnce();
    assertThat(counts.retried.get()).isPositive();
    assertThat(receiver.headers).anySatisfy(sent -> assertThat(sent).containsKey("Retry-Attempt"));
  }

  @Test
  void whatIsRefusedIsCountedAndHoldsUpNothing() throws IOException {
    queue = queue(false);
    receiver.faults = number -> number == 0 ? FakeReceiver.status(429) : null;
    try (ResultLog log = openLog();
        ReceiverQueue sending = start(log)) {
      append(log, 1);
      awaitEmpty(sending);
      assertThat(counts.failed.get()).isPositive();
      append(log, 20);
      awaitEmpty(sending);
    }
    assertThat(receiver.samples() + counts.failed.get()).isEqualTo(SERIES * tick);
    assertThat(counts.retried).hasValue(0);
  }

  /** A request that the receiver takes without our hearing of it, and one with bad company. */
  @Test
  void oneBadSampleDoesNotTakeTheOthersAlong() throws IOException {
    receiver.taken.put("s2", new ArrayList<>(List.of(T0.toEpochMilli() + 4500)));
    receiver.faults = number -> number == 1 ? FakeReceiver.noAnswer(true) : null;
    try (ResultLog log = openLog();
        ReceiverQueue sending = start(log)) {
      append(log, 10);
      awaitEmpty(sending);
    }
    assertThat(receiver.taken.get("s2")).hasSize(1 + 5); // those behind 4.5 s
    receiver.taken.remove("s2");
    assertThat(receiver.taken)
        .hasSize(4)
        .allSatisfy((name, times) -> assertThat(times).hasSize(10));
    assertThat(receiver.taken).allSatisfy((name, times) -> assertThat(times).isSorted());
  }

  @Test
  void aReceiverThatIsAwayLosesNothingOverRestarts() throws Exception {
    receiver.faults = number -> FakeReceiver.noAnswer(false);
    for (int start = 0; start < 3; start++) {
      int before = receiver.requests;
      try (ResultLog log = openLog();
          ReceiverQueue sending = start(log)) {
        append(log, 15);
        receiver.awaitRequests(before + 3);
        assertThat(sending.pending()).isPositive();
      }
      now = now.plus(Duration.ofHours(2));
    }
    receiver.faults = number -> null;
    try (ResultLog log = openLog();
        ReceiverQueue sending = start(log)) {
      awaitEmpty(sending);
    }
    assertAllTakenOnce();
  }

  /** Ends at any moment, over a receiver that takes requests and does not always say so. */
  @Test
  void endsAnywhereAndNeitherLosesNorDoubles() throws Exception {
    long seed = new Random().nextLong();
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    receiver.faults =
        number -> random.nextInt(3) == 0 ? FakeReceiver.noAnswer(random.nextBoolean()) : null;
    for (int start = 0; start < 30; start++) {
      int before = receiver.requests;
      try (ResultLog log = openLog();
          ReceiverQueue sending = start(log)) {
        append(log, 1 + random.nextInt(20));
        receiver.awaitRequests(before + 1 + random.nextInt(4));
        assertThat(sending.settings().name()).isEqualTo("r");
      }
    }
    receiver.faults = number -> null;
    try (ResultLog log = openLog();
        ReceiverQueue sending = start(log)) {
      awaitEmpty(sending);
    }
    assertAllTakenOnce();
  }

  @Test
  void whatFellOffTheLogIsCounted() throws Exception {
    try (ResultLog log = openLog()) {
      append(log, 10);
      now = now.plus(Duration.ofHours(3));
      append(log, 10);
    }
    try (ResultLog log = openLog()) {
      log.dropBefore(T0.toEpochMilli() + 9500);
      try (ReceiverQueue sending = start(log)) {
        awaitEmpty(sending);
      }
    }
    assertThat(counts.dropped).containsEntry(WriteListener.Drop.FALLEN_OFF, 10 * SERIES);
    assertThat(receiver.samples()).isEqualTo(10 * SERIES);
  }

  @Test
  void relabellingDrops() throws Exception {
    relabeling =
        Relabeling.of(
            List.of(
                new RelabelConfig(
                    List.of("__name__", "zone"), ";", "s[0-2];z", 0, "", "$1", RelabelAction.KEEP)),
            NameScheme.UTF8);
    try (ResultLog log = openLog();
        ReceiverQueue sending = start(log)) {
      append(log, 2);
      awaitEmpty(sending);
    }
    assertThat(receiver.taken.keySet()).containsExactly("s0", "s1", "s2");
    assertThat(counts.dropped).containsEntry(WriteListener.Drop.RELABELLED, 4);
  }
}
