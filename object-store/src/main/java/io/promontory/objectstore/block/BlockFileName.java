package io.promontory.objectstore.block;

/**
 * Which file of which block.
 *
 * @param block the block's ULID, or what stands for it
 * @param file path inside the block, such as {@code chunks/000001}
 */
public record BlockFileName(String block, String file) {
  @Override
  public String toString() {
    return block + "/" + file;
  }
}
