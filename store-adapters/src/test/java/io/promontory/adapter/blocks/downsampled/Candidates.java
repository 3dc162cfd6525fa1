package io.promontory.adapter.blocks.downsampled;

import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.block.meta.BlockStats;
import io.promontory.objectstore.block.meta.Compaction;
import io.promontory.objectstore.block.meta.ThanosMeta;
import io.promontory.objectstore.block.meta.UnknownKeys;
import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.Set;

/** Blocks of which only meta.json matters. */
final class Candidates {
  static final long MINUTE = 60_000;
  static final long HOUR = 60 * MINUTE;
  static final long RAW = 0;
  static final long FIVE = 5 * MINUTE;

  private Candidates() {}

  /**
   * A block.
   *
   * @param from ms, inclusive
   * @param until ms, exclusive
   */
  static CatalogueBlock block(String cluster, long resolution, long from, long until) {
    return block(cluster, resolution, from, until, new Ulid(0, cluster.hashCode()));
  }

  /** A block made from another one. */
  static CatalogueBlock block(String cluster, long resolution, long from, long until, Ulid source) {
    Ulid ulid = new Ulid(until << 16, from * 31 + resolution);
    ThanosMeta thanos =
        new ThanosMeta(
            Labels.of("cluster", cluster),
            resolution,
            "",
            List.of(),
            List.of(),
            List.of(),
            0,
            0,
            null);
    return new CatalogueBlock(
        new BlockFolder(ulid, null, null, List.of(), null, Set.of()),
        new BlockMeta(
            ulid,
            from,
            until,
            BlockStats.NONE,
            Compaction.fresh(source),
            thanos,
            UnknownKeys.NONE));
  }
}
