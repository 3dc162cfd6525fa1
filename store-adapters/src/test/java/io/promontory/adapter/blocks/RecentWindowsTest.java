package io.promontory.adapter.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.blocks.fetch.CacheKind;
import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.blocks.fetch.FetchListener;
import io.promontory.adapter.testing.ListedBlocks;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows that move over series of all shapes hold what decoding from the start gives. */
class RecentWindowsTest {
  private static final Ulid BLOCK = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");
  private static final int SERIES = 60;
  private static final long MINUTE = 60_000;
  private static final long END = 10 * 60 * MINUTE;
  private static final double[] ODD_VALUES = {
    0, -0.0, 1, Double.NaN, StaleMarker.VALUE, Double.POSITIVE_INFINITY, Double.MIN_VALUE, 1e300
  };

  @TempDir private Path directory;

  private final AtomicLong chunkReads = new AtomicLong();

  /** Chunks of each series by its labels as they leave the store. */
  private final Map<Labels, List<Chunk>> written = new TreeMap<>();

  private static List<Chunk> regular(Random random) {
    List<Chunk> chunks = new ArrayList<>();
    for (long from = 0; from < END; from += 120 * MINUTE / 2) {
      XorWriter chunk = new XorWriter();
      for (int i = 0; i < 120; i++) {
        chunk.append(from + i * MINUTE / 2, random.nextInt(1000));
      }
      chunks.add(chunk.toChunk());
    }
    return chunks;
  }

  /** Also short ones, with gaps, that begin late, end early or have odd values. */
  private static List<Chunk> odd(Random random) {
    List<Chunk> chunks = new ArrayList<>();
    long time = random.nextInt(4) == 0 ? random.nextLong(END / 2) : random.nextLong(MINUTE);
    long end = random.nextInt(4) == 0 ? time + random.nextLong(END) : END;
    long step = random.nextInt(5) == 0 ? 5_000 : 15_000L * (1 + random.nextInt(4));
    int jitter = random.nextBoolean() ? 0 : random.nextInt(4_000);
    int kind = random.nextInt(4);
    double value = random.nextInt(1000);
    while (time < end) {
      XorWriter chunk = new XorWriter();
      int count = random.nextInt(6) == 0 ? 1 + random.nextInt(5) : 120;
      for (int i = 0; i < count && time < end; i++) {
        chunk.append(time + (jitter == 0 ? 0 : random.nextInt(jitter)), value);
        time += step + (random.nextInt(50) == 0 ? step * random.nextInt(20) : 0);
        value =
            switch (kind) {
              case 0 -> value;
              case 1 -> value + random.nextInt(400);
              case 2 -> random.nextGaussian();
              default -> ODD_VALUES[random.nextInt(ODD_VALUES.length)];
            };
      }
      chunks.add(chunk.toChunk());
      time += random.nextInt(5) == 0 ? random.nextLong(40 * MINUTE) : 0;
    }
    return chunks;
  }

  private BlockStore open(
      Random random, Function<Random, List<Chunk>> data, Labels external, long cacheBytes)
      throws Exception {
    Path root = Files.createTempDirectory(directory, "bucket");
    written.clear();
    try (BlockWriter writer = BlockWriter.create(root, BLOCK, new WriterOptions(1 << 20, 500))) {
      for (int i = 0; i < SERIES; i++) {
        Labels own = Labels.of("__name__", "m", "i", "%03d".formatted(i), "part", "p" + i % 3);
        List<Chunk> chunks = data.apply(random);
        writer.add(own, chunks);
        written.put(external.isEmpty() ? own : own.with("eu", "1"), chunks);
      }
      writer.finish(
          meta -> external.isEmpty() ? meta : meta.withThanos(ThanosMeta.of(external, "test")));
    }
    FetchListener listener =
        new FetchListener() {
          @Override
          public void planned(CacheKind kind, int requests, long readBytes, long wantedBytes) {
            chunkReads.addAndGet(kind == CacheKind.CHUNKS ? requests : 0);
          }
        };
    return ListedBlocks.of(new FilesystemBucket(root))
        .open(
            "archive",
            Files.createTempDirectory(directory, "local"),
            FetchLimits.LOCAL.withCache(cacheBytes),
            listener);
  }

  private static String samples(List<Chunk> chunks, long from, long to) {
    SampleColumns columns = new SampleColumns();
    new SeriesDecoder().decode(chunks, from, to, columns);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns.size; i++) {
      text.append(' ').append(columns.timestamps[i]).append('=');
      text.append(Long.toHexString(Double.doubleToRawLongBits(columns.values[i])));
    }
    return text.toString();
  }

  private List<String> expected(String part, long from, long to) {
    List<String> all = new ArrayList<>();
    written.forEach(
        (labels, chunks) -> {
          String samples = samples(chunks, from, to);
          if (labels.getOrEmpty("part").equals(part) && !samples.isEmpty()) {
            all.add(labels + samples);
          }
        });
    return all;
  }

  private static List<String> read(BlockStore store, String part, long from, long to) {
    SelectRequest request =
        SelectRequest.of(
            from, to, List.of(Matcher.equal("__name__", "m"), Matcher.equal("part", part)));
    List<String> all = new ArrayList<>();
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      for (Series one = set.next(); one != null; one = set.next()) {
        String samples = samples(one.chunks(), from, to);
        if (!samples.isEmpty()) {
          all.add(one.labels() + samples);
        }
      }
      assertThat(set.completeness().isWhole()).isTrue();
    }
    return all;
  }

  /** How many windows no file was read for. */
  private int windowsMove(long seed, Labels external, long cacheBytes) throws Exception {
    Random random = new Random(seed);
    int known = 0;
    try (BlockStore store = open(random, RecentWindowsTest::odd, external, cacheBytes)) {
      long to = random.nextLong(END);
      long range = MINUTE * (1 + random.nextInt(12));
      for (int i = 0; i < 400; i++) {
        switch (random.nextInt(30)) {
          case 0 -> to = random.nextLong(END);
          case 1 -> range = MINUTE * (1 + random.nextInt(12));
          case 2 -> to -= random.nextLong(10 * MINUTE);
          case 3 -> range = random.nextLong(60 * MINUTE);
          default -> to += random.nextLong(MINUTE);
        }
        String part = "p" + random.nextInt(3);
        long before = chunkReads.get();
        List<String> read = read(store, part, to - range, to);
        assertThat(read)
            .as("seed %s, window %s: %s to %s of %s", seed, i, to - range, to, part)
            .isEqualTo(expected(part, to - range, to));
        known += chunkReads.get() == before && !read.isEmpty() ? 1 : 0;
      }
    }
    return known;
  }

  @Test
  void movingWindowsHoldWhatTheirSeriesHold() throws Exception {
    int known = 0;
    for (long seed = 1; seed <= 8; seed++) {
      known += windowsMove(seed, Labels.EMPTY, 64 << 20);
    }
    assertThat(known).isGreaterThan(60);
  }

  @Test
  void alsoWithExternalLabels() throws Exception {
    int known = 0;
    for (long seed = 11; seed <= 14; seed++) {
      known += windowsMove(seed, Labels.of("eu", "1"), 64 << 20);
    }
    assertThat(known).isGreaterThan(20);
  }

  @Test
  void alsoInACacheThatIsTooSmall() throws Exception {
    for (long seed = 21; seed <= 24; seed++) {
      windowsMove(seed, Labels.EMPTY, 16 << 10);
    }
  }

  /** What a query may read does not depend on what others have read before it. */
  @Test
  void bytesCountAsReadAlsoWhereNoneAre() throws Exception {
    try (BlockStore store =
        open(new Random(5), RecentWindowsTest::regular, Labels.EMPTY, 64 << 20)) {
      long from = END / 2;
      long to = from + 5 * MINUTE;
      SelectRequest request = SelectRequest.of(from, to, List.of(Matcher.equal("__name__", "m")));
      long least = 0;
      for (List<Chunk> chunks : written.values()) {
        for (Chunk chunk : chunks) {
          least += chunk.minTime() <= to && chunk.maxTime() >= from ? chunk.length() : 0;
        }
      }
      long last = 0;
      for (int i = 0; i < 5; i++) {
        QueryBudget budget = QueryBudget.unlimited();
        chunkReads.set(0);
        try (SeriesSet set =
            store.select(request, new QueryContext(Deadline.NEVER, budget, new Cancellation()))) {
          Series series = set.next();
          while (series != null) {
            series = set.next();
          }
        }
        last = budget.bytesRead();
      }
      assertThat(chunkReads).hasValue(0);
      assertThat(last).isGreaterThanOrEqualTo(least);
    }
  }
}
