package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;

/**
 * A whole block that may be read.
 *
 * @param meta without what readers do not need: what is unknown to us, and how the block was made
 *     but for its sources
 */
public record CatalogueBlock(BlockFolder folder, BlockMeta meta) {
  public Ulid ulid() {
    return meta.ulid();
  }
}
