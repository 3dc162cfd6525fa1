package io.promontory.objectstore.block.read;

import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.block.meta.BlockMeta;
import io.promontory.objectstore.bucket.ObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * A block as a bucket shows it.
 *
 * @param meta null if it is missing or cannot be read
 * @param problem why the block cannot be read; null if nothing is known to be wrong
 */
public record ListedBlock(BlockFolder folder, @Nullable BlockMeta meta, @Nullable String problem) {
  public Ulid ulid() {
    return folder.ulid();
  }

  /** Bytes of its index and its chunks. */
  public long bytes() {
    ObjectInfo index = folder.index();
    return (index == null ? 0 : index.size())
        + folder.segments().stream().mapToLong(ObjectInfo::size).sum();
  }
}
