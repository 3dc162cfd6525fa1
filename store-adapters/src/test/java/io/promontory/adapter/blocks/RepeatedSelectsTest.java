package io.promontory.adapter.blocks;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.blocks.fetch.CacheKind;
import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.blocks.fetch.FetchListener;
import io.promontory.adapter.testing.ListedBlocks;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.tombstones.Interval;
import io.promontory.objectstore.block.tombstones.Tombstones;
import io.promontory.objectstore.block.tombstones.TombstonesFile;
import io.promontory.objectstore.block.write.BlockWriter;
import io.promontory.objectstore.block.write.WriterOptions;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.FilesystemBucket;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.XorWriter;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectHints;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Shard;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same series asked for again and again, as rules do, of a block on this machine. */
class RepeatedSelectsTest {
  private static final Ulid BLOCK = Ulid.of("01M7WM85QD85D1F8W77TR13NPJ");
  private static final int SERIES = 400;
  private static final int NAMED_M = 300;
  private static final int CHUNKS = 5;
  private static final long HOUR = 3_600_000;
  private static final long SEED = 11;

  @TempDir private static Path directory;

  private final AtomicLong indexBytes = new AtomicLong();
  private final AtomicLong kept = new AtomicLong();

  @BeforeAll
  static void write() throws Exception {
    Path root = Files.createDirectory(directory.resolve("bucket"));
    try (BlockWriter writer = BlockWriter.create(root, BLOCK, new WriterOptions(1 << 20, 500))) {
      for (int i = 0; i < SERIES; i++) {
        List<Chunk> chunks = new ArrayList<>();
        for (int c = 0; c < CHUNKS; c++) {
          XorWriter chunk = new XorWriter();
          for (int k = 0; k < 4 + i % 7; k++) {
            chunk.append(c * HOUR + k * 60_000L, i * c);
          }
          chunks.add(chunk.toChunk());
        }
        writer.add(
            Labels.of(
                "__name__",
                i < NAMED_M ? "m" : "n",
                "i",
                "%03d".formatted(i),
                "part",
                "p" + i % 10,
                "rep",
                "r" + i % 2),
            chunks);
      }
      writer.finish(meta -> meta.withThanos(ThanosMeta.of(Labels.of("a", "eu"), "test")));
    }
    Tombstones.Builder deleted = new Tombstones.Builder();
    for (int id = 0; id < 3000; id++) {
      deleted.add(id, new Interval(HOUR, HOUR + 90_000));
    }
    Files.write(root.resolve(BLOCK + "/tombstones"), TombstonesFile.bytes(deleted.build()));
  }

  private BlockStore open(FetchLimits limits) throws Exception {
    Bucket bucket = new FilesystemBucket(directory.resolve("bucket"));
    FetchListener listener =
        new FetchListener() {
          @Override
          public void planned(CacheKind kind, int requests, long readBytes, long wantedBytes) {
            indexBytes.addAndGet(kind == CacheKind.INDEX ? readBytes : 0);
          }

          @Override
          public void kept(CacheKind kind, long bytes) {
            kept.addAndGet(kind == CacheKind.SERIES ? bytes : 0);
          }
        };
    return ListedBlocks.of(bucket)
        .open("archive", Files.createTempDirectory(directory, "local"), limits, listener);
  }

  /** What is told of series, with their samples of the time asked for. */
  private static List<String> read(BlockStore store, SelectRequest request) {
    List<String> all = new ArrayList<>();
    SeriesDecoder decoder = new SeriesDecoder();
    SampleColumns samples = new SampleColumns();
    try (SeriesSet set = store.select(request, QueryContext.unbounded())) {
      for (Series one = set.next(); one != null; one = set.next()) {
        StringBuilder text = new StringBuilder(one.labels().toString());
        decoder.decode(one.chunks(), request.minTime(), request.maxTime(), samples);
        for (int i = 0; i < samples.size; i++) {
          text.append(' ').append(samples.timestamps[i]).append('=').append(samples.values[i]);
        }
        all.add(text.toString());
      }
      assertThat(set.completeness().isWhole()).isTrue();
    }
    return all;
  }

  private static SelectRequest request(Random random) {
    List<Matcher> matchers =
        new ArrayList<>(List.of(Matcher.equal("__name__", random.nextInt(3) == 0 ? "n" : "m")));
    switch (random.nextInt(4)) {
      case 0 -> matchers.add(Matcher.equal("part", "p" + random.nextInt(12)));
      case 1 -> matchers.add(Matcher.of(Matcher.Type.RE, "i", ".*[" + random.nextInt(10) + "]"));
      case 2 -> matchers.add(Matcher.equal("a", "eu"));
      default -> matchers.add(Matcher.of(Matcher.Type.NEQ, "part", "p3"));
    }
    long from = random.nextLong(CHUNKS * HOUR);
    long to = from + random.nextLong(CHUNKS * HOUR);
    Shard shard =
        random.nextInt(4) == 0 ? new Shard(random.nextInt(3), 3, true, List.of("part")) : null;
    List<String> replicas = random.nextInt(4) == 0 ? List.of("rep") : List.of();
    SelectRequest request =
        new SelectRequest(from, to, matchers, SelectHints.NONE, false, 0, replicas, shard);
    return random.nextInt(5) == 0 ? request.labelsOnly(0) : request;
  }

  @Test
  void answersAreThoseOfAStoreThatKnowsNothing() throws Exception {
    Random random = new Random(SEED);
    try (BlockStore store = open(FetchLimits.LOCAL)) {
      for (int i = 0; i < 60; i++) {
        SelectRequest request = request(random);
        List<String> cold;
        try (BlockStore fresh = open(FetchLimits.LOCAL)) {
          cold = read(fresh, request);
        }
        for (int again = 0; again < 3; again++) {
          assertThat(read(store, request)).as("seed %s, %s", SEED, request).isEqualTo(cold);
        }
      }
    }
    assertThat(kept).hasPositiveValue();
  }

  @Test
  void whatIsAskedForAThirdTimeIsNotReadOfTheIndex() throws Exception {
    SelectRequest request =
        SelectRequest.of(
            0, HOUR, List.of(Matcher.equal("__name__", "m"), Matcher.equal("part", "p1")));
    try (BlockStore store = open(FetchLimits.LOCAL)) {
      List<String> first = read(store, request);
      assertThat(first).hasSize(NAMED_M / 10);
      assertThat(kept).as("of series asked for once").hasValue(0);
      read(store, request);
      indexBytes.set(0);
      assertThat(read(store, request.withTimes(HOUR, 2 * HOUR))).hasSize(NAMED_M / 10);
      assertThat(indexBytes).hasValue(0);
    }
  }

  @Test
  void aSmallCacheIsNotFilledWithThem() throws Exception {
    SelectRequest all = SelectRequest.of(0, CHUNKS * HOUR, List.of(Matcher.equal("__name__", "m")));
    try (BlockStore store = open(FetchLimits.LOCAL.withCache(64 << 10))) {
      List<String> first = read(store, all);
      read(store, all);
      assertThat(read(store, all)).isEqualTo(first).hasSize(NAMED_M);
      assertThat(kept.get()).isBetween(1L, 64L << 10);
    }
  }
}
