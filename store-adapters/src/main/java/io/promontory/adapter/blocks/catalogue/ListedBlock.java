package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.bucket.ObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * A block as a listing shows it. Equal as long as none of its files changed.
 *
 * @param deletionMark null if it is not marked for deletion
 */
record ListedBlock(BlockFolder folder, @Nullable ObjectInfo deletionMark) {
  Ulid ulid() {
    return folder.ulid();
  }
}
