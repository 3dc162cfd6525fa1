package io.promontory.adapter.blocks.fetch;

import io.promontory.adapter.blocks.fetch.BlockFaultException.Reason;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.objectstore.bucket.ObjectInfo;
import org.jspecify.annotations.Nullable;

/**
 * A file of a block in the bucket.
 *
 * @param path inside the block, such as {@code chunks/000001}
 * @param object its key, size and tag from a listing
 */
public record StoredFile(Ulid block, String path, ObjectInfo object) {
  private static final String INDEX = "index";

  public static StoredFile index(BlockFolder folder) {
    return of(folder, INDEX, folder.index());
  }

  /** The chunk segments in order. */
  public static StoredFile segment(BlockFolder folder, int segment) {
    boolean exists = segment >= 0 && segment < folder.segments().size();
    return of(
        folder, BlockFolder.segmentName(segment), exists ? folder.segments().get(segment) : null);
  }

  private static StoredFile of(BlockFolder folder, String path, @Nullable ObjectInfo object) {
    if (object == null) {
      throw new BlockFaultException(folder.ulid(), Reason.CORRUPT, path + " is missing");
    }
    return new StoredFile(folder.ulid(), path, object);
  }

  public long size() {
    return object.size();
  }

  public BlockFileName name() {
    return new BlockFileName(block.toString(), path);
  }

  CacheKind kind() {
    return path.equals(INDEX) ? CacheKind.INDEX : CacheKind.CHUNKS;
  }
}
