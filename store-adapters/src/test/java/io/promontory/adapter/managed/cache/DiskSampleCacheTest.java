package io.promontory.adapter.managed.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.managed.cache.SampleCache.Found;
import io.promontory.adapter.managed.cache.SampleCache.Gap;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSampleCacheTest {
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final long START = 20_000 * DAY;
  private static final Labels A = Labels.of("__name__", "up", "job", "a");
  private static final InstantSource NOW =
      InstantSource.fixed(Instant.ofEpochMilli(START + 10 * DAY + 12_345));

  @TempDir Path directory;

  private DiskSampleCache cache(long maxBytes) {
    SampleCacheConfig config = new SampleCacheConfig(directory, maxBytes, Duration.ofMinutes(10));
    return new DiskSampleCache(config, "http://amp", NOW);
  }

  /** A sample a minute, with its time as value. */
  private static Map<Labels, List<Chunk>> series(long fromMs, long toMs) {
    OpenChunk open = new OpenChunk();
    List<Chunk> chunks = new ArrayList<>();
    for (long time = Math.ceilDiv(fromMs, 60_000L) * 60_000; time <= toMs; time += 60_000) {
      Chunk full = open.append(time, time, 0);
      if (full != null) {
        chunks.add(full);
      }
    }
    if (!open.isEmpty()) {
      chunks.add(open.toChunk());
    }
    Map<Labels, List<Chunk>> series = new TreeMap<>();
    series.put(A, chunks);
    return series;
  }

  private static void assertHolds(Found found, long fromMs, long toMs) {
    List<Chunk> chunks = new ArrayList<>();
    found.kept().forEach(kept -> chunks.addAll(kept.series().getOrDefault(A, List.of())));
    SampleColumns samples = new SampleColumns();
    new SeriesDecoder().decode(chunks, fromMs, toMs, samples);
    long expected = Math.ceilDiv(fromMs, 60_000L) * 60_000;
    for (int i = 0; i < samples.size; i++) {
      assertThat(samples.timestamps[i]).isEqualTo(expected);
      assertThat(samples.values[i]).isEqualTo(expected);
      expected += 60_000;
    }
    assertThat(expected).isGreaterThan(toMs);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  @Test
  void whatIsKeptIsFoundAndTheRestIsMissing() {
    DiskSampleCache cache = cache(1 << 20);
    long end = START + 2 * DAY - 1;
    cache.keep("{a}", START + HOUR, end, series(START + HOUR, end));
    Found found = cache.find("{a}", START, START + 3 * DAY);
    assertThat(found.gaps())
        .containsExactly(
            new Gap(START, START + HOUR - 1), new Gap(START + 2 * DAY, START + 3 * DAY));
    assertHolds(found, START + HOUR, end);
    assertThat(cache.missingMs("{a}", START, START + 3 * DAY)).isEqualTo(HOUR + DAY + 1);
    assertThat(cache.find("{b}", START, end).kept()).isEmpty();
    assertThat(cache.missingMs("{b}", START, START + 9)).isEqualTo(10);
  }

  @Test
  void onlyWhatHasPassedForGoodIsClosed() {
    long closed = cache(1 << 20).closedUntilMs();
    assertThat(closed).isEqualTo(START + 10 * DAY - 600_000 - 1);
  }

  @Test
  void refreshesAreJoinedAndOutliveAStart() throws IOException {
    DiskSampleCache cache = cache(1 << 20);
    long from = START;
    for (int i = 0; i < 100; i++) {
      cache.keep("{a}", from, from + 299_999, series(from, from + 299_999));
      from += 300_000;
    }
    assertThat(files()).hasSize(1);
    Found found = cache(1 << 20).find("{a}", START, from - 1);
    assertThat(found.gaps()).isEmpty();
    assertThat(found.kept()).hasSizeLessThan(40);
    assertHolds(found, START, from - 1);
  }

  @Test
  void whatACrashLeftIsAskedForAgain() throws IOException {
    DiskSampleCache cache = cache(1 << 20);
    cache.keep("{a}", START, START + HOUR - 1, series(START, START + HOUR - 1));
    cache.keep(
        "{a}", START + HOUR, START + 2 * HOUR - 1, series(START + HOUR, START + 2 * HOUR - 1));
    Path file = files().getFirst();
    long size = Files.size(file);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size - 7);
    }
    Files.writeString(directory.resolve("half.samples.tmp"), "x");
    DiskSampleCache again = cache(1 << 20);
    Found found = again.find("{a}", START, START + 2 * HOUR - 1);
    assertThat(found.gaps()).containsExactly(new Gap(START + HOUR, START + 2 * HOUR - 1));
    assertHolds(found, START, START + HOUR - 1);
    again.keep(
        "{a}", START + HOUR, START + 2 * HOUR - 1, series(START + HOUR, START + 2 * HOUR - 1));
    assertThat(Files.size(file)).isEqualTo(size);
    assertHolds(again.find("{a}", START, START + 2 * HOUR - 1), START, START + 2 * HOUR - 1);
    assertThat(files()).containsExactly(file);
  }

  @Test
  void noByteThatFlipsIsTakenForASample() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long end = START + HOUR - 1;
    for (int i = 0; i < 40; i++) {
      DiskSampleCache cache = cache(1 << 20);
      cache.keep("{a}", START, end, series(START, end));
      Path file = files().getFirst();
      try (FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
        ByteBuffer one = ByteBuffer.allocate(1);
        long at = random.nextLong(channel.size());
        channel.read(one, at);
        one.put(0, (byte) (one.get(0) ^ (1 << random.nextInt(8)))).rewind();
        channel.write(one, at);
      }
      Found found = cache.find("{a}", START, end);
      assertThat(found.kept()).as("seed %d", seed).isEmpty();
      assertThat(found.gaps()).containsExactly(new Gap(START, end));
      Files.deleteIfExists(file);
    }
  }

  @Test
  void whatWasNotUsedForLongestGoesFirst() throws IOException {
    long end = START + HOUR - 1;
    DiskSampleCache probe = cache(1 << 20);
    probe.keep("{a}", START, end, series(START, end));
    long one = probe.bytes();
    DiskSampleCache cache = cache(3 * one + 10);
    cache.keep("{b}", START, end, series(START, end));
    cache.keep("{c}", START, end, series(START, end));
    assertThat(cache.find("{a}", START, end).gaps()).isEmpty();
    cache.keep("{d}", START, end, series(START, end));
    assertThat(cache.find("{b}", START, end).kept()).isEmpty();
    assertThat(cache.find("{a}", START, end).gaps()).isEmpty();
    assertThat(cache.bytes()).isEqualTo(3 * one);
    assertThat(files()).hasSize(3);
  }
}
