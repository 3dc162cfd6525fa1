package io.promontory.objectstore.block.meta;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.CorruptBlockException;

/** A block's {@code meta.json} as bytes. */
public final class MetaFile {
  public static final String NAME = "meta.json";

  private MetaFile() {}

  /**
   * @throws CorruptBlockException if it is not what a meta.json must be
   */
  public static BlockMeta parse(BlockFileName name, byte[] bytes) {
    return new MetaReader(name).meta(JsonText.parse(name, bytes));
  }

  /** The bytes of the file; keys that are unknown to us are those of the file it was read from. */
  public static byte[] bytes(BlockMeta meta) {
    return JsonText.bytes(new MetaWriter().json(meta));
  }
}
