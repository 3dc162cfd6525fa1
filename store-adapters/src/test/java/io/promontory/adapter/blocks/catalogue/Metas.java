package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockMark;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.BlockStats;
import io.promontory.objectstore.block.meta.Compaction;
import io.promontory.objectstore.block.meta.MetaFile;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.series.labels.Labels;
import java.time.Instant;
import java.util.List;

/**
 * Blocks by what a listing and their meta.json tell; their index and chunks are not looked into.
 */
final class Metas {
  static final Labels EU = Labels.of("region", "eu");

  private Metas() {}

  /** The n-th name, in order. */
  static Ulid ulid(int n) {
    return new Ulid(0x0190_0000_0000_0000L + n, 7);
  }

  /** Of level 1, hour n to n + 1. */
  static BlockMeta fresh(int n) {
    return compacted(n, n, n + 1, List.of(ulid(n)));
  }

  /** Of two hours of the epoch, made of others. */
  static BlockMeta compacted(int n, int fromHour, int toHour, List<Ulid> sources) {
    return new BlockMeta(
            ulid(n),
            fromHour * 3_600_000L,
            toHour * 3_600_000L,
            BlockStats.NONE,
            new Compaction(sources.size() > 1 ? 2 : 1, sources, false, List.of(), false, List.of()))
        .withThanos(ThanosMeta.of(EU, "test"));
  }

  static BlockMeta downsampled(BlockMeta raw, int n, long resolution) {
    BlockMeta other =
        new BlockMeta(ulid(n), raw.minTime(), raw.maxTime(), raw.stats(), raw.compaction());
    return other.withThanos(
        new ThanosMeta(
            raw.externalLabels(), resolution, "test", List.of(), List.of(), List.of(), 0, 0, null));
  }

  static void put(Bucket bucket, BlockMeta meta) {
    bucket.put(meta.ulid() + "/chunks/000001", new byte[10]);
    bucket.put(meta.ulid() + "/index", new byte[20]);
    bucket.put(meta.ulid() + "/meta.json", MetaFile.bytes(meta));
  }

  static void mark(Bucket bucket, Ulid ulid, Instant time) {
    bucket.put(
        ulid + "/deletion-mark.json",
        new BlockMark(BlockMark.Kind.DELETION, ulid, time, "", "test").bytes());
  }

  static void delete(Bucket bucket, Ulid ulid) {
    for (String file : List.of("meta.json", "index", "chunks/000001", "deletion-mark.json")) {
      bucket.delete(ulid + "/" + file);
    }
  }
}
