package io.promontory.objectstore.block.meta;

import io.promontory.objectstore.block.Ulid;
import java.util.List;

/**
 * What a block was made from.
 *
 * @param level 1 for a block that was written from memory
 * @param sources all level 1 blocks that went into it; itself for one of level 1
 * @param deletable whether it is empty and only waits for its deletion
 * @param parents the blocks that it directly replaces
 * @param failed whether compacting it failed
 * @param hints such as {@code from-out-of-order}
 */
public record Compaction(
    int level,
    List<Ulid> sources,
    boolean deletable,
    List<Parent> parents,
    boolean failed,
    List<String> hints) {
  public Compaction {
    sources = List.copyOf(sources);
    parents = List.copyOf(parents);
    hints = List.copyOf(hints);
  }

  /**
   * A block that was compacted.
   *
   * @param minTime ms, inclusive
   * @param maxTime ms, exclusive
   */
  public record Parent(Ulid ulid, long minTime, long maxTime) {}

  /** Of a block that was not compacted. */
  public static Compaction fresh(Ulid ulid) {
    return new Compaction(1, List.of(ulid), false, List.of(), false, List.of());
  }
}
