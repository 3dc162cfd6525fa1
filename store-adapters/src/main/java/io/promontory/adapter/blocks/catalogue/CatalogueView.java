package io.promontory.adapter.blocks.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a bucket as they are known at one moment.
 *
 * @param blocks whole and not marked for deletion, those with a compacted successor left out;
 *     sorted by minTime, then ULID
 * @param complete whether every block that may be read is in {@code blocks} or {@code setAside}:
 *     the bucket was listed not long ago, and {@code unknown} is 0
 * @param unknown blocks that were listed, but whose meta.json was not read yet
 * @param problem what keeps the view from being brought up to date at present; null if nothing does
 * @param setAside sorted by ULID
 */
public record CatalogueView(
    List<CatalogueBlock> blocks,
    boolean complete,
    int unknown,
    @Nullable String problem,
    List<SetAside> setAside) {
  /** Of a bucket that was not listed yet. */
  public static final CatalogueView NOTHING =
      new CatalogueView(List.of(), false, 0, null, List.of());

  public CatalogueView {
    blocks = List.copyOf(blocks);
    setAside = List.copyOf(setAside);
  }

  /** Blocks that are known of, those set aside and those not read yet included. */
  public int known() {
    return blocks.size() + setAside.size() + unknown;
  }

  /**
   * Why {@link #complete} is false, for people; null if it is true. What is set aside is not told.
   */
  public @Nullable String shortfall() {
    if (complete) {
      return null;
    }
    String reason = "new blocks may be unknown";
    if (unknown > 0) {
      reason = unknown + " of " + known() + " blocks are not read yet";
    } else if (blocks.isEmpty() && setAside.isEmpty()) {
      reason = "the blocks of the bucket are not listed yet";
    }
    return problem == null ? reason : reason + " (" + problem + ")";
  }

  /** The same, known to be out of date. */
  CatalogueView outdated(String why) {
    return new CatalogueView(blocks, false, unknown, why, setAside);
  }
}
