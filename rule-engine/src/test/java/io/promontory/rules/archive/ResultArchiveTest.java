package io.promontory.rules.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.read.BlockList;
import io.promontory.objectstore.block.read.BlockReader;
import io.promontory.objectstore.block.verify.BlockVerifier;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.MemoryBucket;
import io.promontory.promql.value.QueryValue;
import io.promontory.rules.eval.SampleSink;
import io.promontory.rules.results.ResultLog;
import io.promontory.rules.results.ResultStore;
import io.promontory.rules.results.Retention;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultArchiveTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Labels EXTERNAL = Labels.of("site", "hq", "team", "sea");

  @TempDir Path folder;
  private Duration late = Duration.ofMinutes(1);
  private Instant now = T0.plus(Duration.ofHours(7));
  private final InstantSource clock = () -> now;
  private final Bucket bucket = new MemoryBucket(clock);
  private final MemoryStore results = new MemoryStore("own", Labels.EMPTY);

  @BeforeEach
  void sevenHours() {
    for (int minute = 0; minute < 7 * 60; minute++) {
      long at = T0.toEpochMilli() + 60_000L * minute;
      results.append(Labels.of(Labels.METRIC_NAME, "a"), at, minute);
      results.append(Labels.of(Labels.METRIC_NAME, "a", "team", "own"), at, -minute);
    }
  }

  private ResultArchive open(Bucket into) throws IOException {
    return ResultArchive.open(
        into, EXTERNAL, folder, Duration.ofHours(8), () -> late, clock, new Random(1));
  }

  private List<BlockMeta> blocks() {
    List<BlockMeta> metas = new ArrayList<>();
    for (BlockFolder block : BlockList.folders(bucket)) {
      assertThat(block.isPartial()).isFalse();
      assertThat(BlockVerifier.verify(bucket, block, (done, total) -> {}).isWhole()).isTrue();
      metas.add(BlockReader.meta(bucket, block));
    }
    return metas;
  }

  /** Hours 0 to 2, 2 to 4, 4 to 6: the end of the last is an hour ago. */
  private void assertThreeWindows() {
    List<BlockMeta> blocks = blocks();
    assertThat(blocks).extracting(BlockMeta::minTime).doesNotHaveDuplicates().hasSize(3);
    assertThat(blocks)
        .allSatisfy(
            meta -> {
              assertThat(meta.stats().samples()).isEqualTo(240);
              assertThat(meta.stats().series()).isEqualTo(2);
              assertThat(meta.compaction().level()).isEqualTo(1);
              // "team" is of one of the series, so each has its own
              assertThat(meta.externalLabels().without(List.of("promontory_rules")))
                  .isEqualTo(Labels.of("site", "hq"));
              assertThat(meta.externalLabels().get("promontory_rules")).hasSize(12);
            });
  }

  @Test
  void windowsBecomeBlocksAnHourAfterTheirEnd() throws IOException {
    ResultArchive archive = open(bucket);
    assertThat(archive.ship(results)).isEqualTo(3);
    assertThreeWindows();
    assertThat(archive.ship(results)).isZero();
    now = now.plus(Duration.ofHours(2));
    assertThat(archive.ship(results)).isEqualTo(1);
    assertThat(archive.shippedMs()).isEqualTo(T0.plus(Duration.ofHours(8)).toEpochMilli());
    assertThat(blocks()).hasSize(4);
  }

  @Test
  void aWindowWaitsForWhatGroupsWriteLater() throws IOException {
    ResultArchive archive = open(bucket);
    late = Duration.ofMinutes(150);
    assertThat(archive.ship(results)).isEqualTo(2);
    assertThat(archive.shippedMs()).isEqualTo(T0.plus(Duration.ofHours(4)).toEpochMilli());
    results.append(
        Labels.of(Labels.METRIC_NAME, "late", "team", "own"),
        T0.plus(Duration.ofHours(6)).toEpochMilli() - 1,
        1);
    now = T0.plus(Duration.ofMinutes(8 * 60 + 30));
    assertThat(archive.ship(results)).isEqualTo(1);
    assertThat(blocks())
        .extracting(meta -> meta.stats().samples())
        .containsExactlyInAnyOrder(240L, 240L, 241L);
    late = Duration.ofMinutes(1);
    assertThat(archive.ship(results)).isZero();
    late = Duration.ofHours(5); // a reload brought a group that writes later: nothing is made anew
    archive.ship(results);
    assertThat(archive.shippedMs()).isEqualTo(T0.plus(Duration.ofHours(2)).toEpochMilli());
    late = Duration.ofMinutes(1);
    archive.ship(results);
    assertThat(blocks()).hasSize(3);
  }

  @Test
  void whatEndsAnywhereIsDoneAgainAndUploadedOnce() throws IOException {
    AtomicInteger left = new AtomicInteger();
    Bucket failing =
        (Bucket)
            Proxy.newProxyInstance(
                Bucket.class.getClassLoader(),
                new Class<?>[] {Bucket.class},
                (proxy, method, args) -> {
                  if (left.decrementAndGet() < 0) {
                    throw new BucketException(BucketException.Kind.UNAVAILABLE, "gone");
                  }
                  try {
                    return method.invoke(bucket, args);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    int failures = 0;
    for (int calls = 1; ; calls++) {
      left.set(calls);
      try {
        open(failing).ship(results);
        break;
      } catch (IOException e) {
        failures++;
      }
    }
    assertThat(failures).isGreaterThan(5);
    assertThreeWindows();
  }

  @Test
  void aClockThatWasAheadLeavesNoWindowOut() throws IOException {
    ResultArchive archive = open(bucket);
    now = T0.plus(Duration.ofDays(3));
    archive.ship(results);
    assertThat(blocks()).hasSize(4);
    now = T0.plus(Duration.ofHours(7));
    assertThat(archive.ship(results)).isZero();
    long later = T0.plus(Duration.ofHours(9)).toEpochMilli();
    results.append(Labels.of(Labels.METRIC_NAME, "b"), later, 1);
    now = T0.plus(Duration.ofHours(12));
    assertThat(open(bucket).ship(results)).isPositive();
    assertThat(blocks()).hasSize(5);
  }

  /** As after a crash between the upload and its note. */
  @Test
  void aWindowThatIsThereIsNotUploadedAgain() throws IOException {
    ResultArchive archive = open(bucket);
    byte[] before = Files.readAllBytes(folder.resolve("archive"));
    archive.ship(results);
    Files.write(folder.resolve("archive"), before);
    open(bucket).ship(results);
    assertThreeWindows();
  }

  @Test
  void resultsStayUntilTheyAreArchived() throws Exception {
    long[] archived = {T0.toEpochMilli()};
    Retention retention = new Retention(Duration.ofHours(2), () -> archived[0]);
    now = T0;
    Path log = folder.resolve("log");
    try (ResultStore store =
        ResultStore.open("own", ResultLog.open(log, clock), retention, 10, clock)) {
      for (int hour = 0; hour < 4; hour++, now = now.plus(Duration.ofHours(1))) {
        SampleSink.Transaction transaction = store.begin();
        transaction.append(
            new QueryValue.Sample(Labels.of("s", "h" + hour), now.toEpochMilli(), hour));
        transaction.commit();
      }
      assertThat(store.memory().seriesCount()).isEqualTo(4);
    }
    now = T0.plus(Duration.ofHours(4));
    try (ResultStore store =
        ResultStore.open("own", ResultLog.open(log, clock), retention, 10, clock)) {
      assertThat(store.memory().seriesCount()).isEqualTo(4);
    }
    archived[0] = T0.plus(Duration.ofHours(3)).toEpochMilli();
    try (ResultStore store =
        ResultStore.open("own", ResultLog.open(log, clock), retention, 10, clock)) {
      assertThat(store.memory().seriesCount()).isEqualTo(2); // the usual two hours
    }
    archived[0] = T0.toEpochMilli();
    now = T0.plus(Duration.ofHours(7));
    try (ResultStore store =
        ResultStore.open("own", ResultLog.open(log, clock), retention, 10, clock)) {
      assertThat(store.memory().seriesCount()).isEqualTo(1); // twice that at most
    }
  }
}
