package io.promontory.objectstore.testing;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.BlockStats;
import io.promontory.objectstore.block.meta.Compaction;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.MemoryBucket;
import io.promontory.series.labels.Labels;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Blocks of which only their meta.json can be read: each a day of one of some streams of data. */
public final class ManyBlocks {
  private static final int STREAMS = 40;
  private static final int SOURCES = 12;
  private static final int FILES = 3;

  private ManyBlocks() {}

  /** A bucket with so many. */
  public static Bucket bucket(int blocks) {
    MemoryBucket bucket = new MemoryBucket(InstantSource.system());
    for (int n = 0; n < blocks; n++) {
      put(bucket, meta(n));
    }
    return bucket;
  }

  /**
   * Serves some over S3's protocol until the process is ended, and prints its URL.
   *
   * @param args how many
   */
  public static void main(String[] args) throws Exception {
    try (SlowS3 server = new SlowS3(bucket(Integer.parseInt(args[0])), 0)) {
      System.out.println(server.uri());
      Thread.currentThread().join();
    }
  }

  private static Ulid ulid(long n) {
    return new Ulid(0x0190_0000_0000_0000L + (n << 16), 7);
  }

  /** A day of one of some streams of data, as a compactor writes it. */
  private static BlockMeta meta(int n) {
    long day = Duration.ofDays(1).toMillis();
    long from = (n / STREAMS + 1) * day;
    List<Ulid> sources = new ArrayList<>();
    for (int i = 0; i < SOURCES; i++) {
      sources.add(ulid(1_000_000L + (long) n * SOURCES + i));
    }
    List<ThanosMeta.File> files = new ArrayList<>();
    for (int i = 1; i <= FILES; i++) {
      files.add(new ThanosMeta.File("chunks/%06d".formatted(i), 100));
    }
    files.add(new ThanosMeta.File("index", 100));
    files.add(new ThanosMeta.File("meta.json", 0));
    Labels labels = Labels.of("cluster", "c" + n % STREAMS, "region", "eu", "replica", "a");
    return new BlockMeta(
            ulid(n),
            from,
            from + day,
            new BlockStats(1_000_000, 1_000_000, 0, 10_000, 20_000, 0),
            new Compaction(3, sources, false, List.of(), false, List.of()))
        .withThanos(
            new ThanosMeta(labels, 0, "compactor", List.of(), files, List.of(), 500, 900, null));
  }

  private static void put(MemoryBucket bucket, BlockMeta meta) {
    for (int i = 1; i <= FILES; i++) {
      bucket.put(meta.ulid() + "/chunks/%06d".formatted(i), new byte[100]);
    }
    bucket.put(meta.ulid() + "/index", new byte[100]);
    bucket.put(meta.ulid() + "/meta.json", MetaFile.bytes(meta));
  }
}
