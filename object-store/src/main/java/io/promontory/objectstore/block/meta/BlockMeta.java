package io.promontory.objectstore.block.meta;

import io.promontory.objectstore.block.Ulid;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What a block says of itself in its {@code meta.json}.
 *
 * @param minTime ms, inclusive
 * @param maxTime ms, exclusive
 * @param thanos null where Thanos had no hand in it
 * @param unknown what else the file held; it is kept when the file is written again
 */
public record BlockMeta(
    Ulid ulid,
    long minTime,
    long maxTime,
    BlockStats stats,
    Compaction compaction,
    @Nullable ThanosMeta thanos,
    UnknownKeys unknown) {
  /** Of a new block. */
  public BlockMeta(Ulid ulid, long minTime, long maxTime, BlockStats stats, Compaction compaction) {
    this(ulid, minTime, maxTime, stats, compaction, null, UnknownKeys.NONE);
  }

  /** External labels; none for a block without Thanos' section. */
  public Labels externalLabels() {
    return thanos == null ? Labels.EMPTY : thanos.labels();
  }

  /** ms between samples of a downsampled block; 0 for a raw one. */
  public long resolution() {
    return thanos == null ? 0 : thanos.resolution();
  }

  /** Whether the block may have samples in a span of ms, both ends inclusive. */
  public boolean overlaps(long from, long to) {
    return minTime <= to && from < maxTime;
  }

  public BlockMeta withStats(BlockStats other) {
    return new BlockMeta(ulid, minTime, maxTime, other, compaction, thanos, unknown);
  }

  public BlockMeta withThanos(@Nullable ThanosMeta other) {
    return new BlockMeta(ulid, minTime, maxTime, stats, compaction, other, unknown);
  }
}
