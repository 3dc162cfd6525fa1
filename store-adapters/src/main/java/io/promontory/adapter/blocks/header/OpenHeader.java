package io.promontory.adapter.blocks.header;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.BytesFile;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.LocalFile;
import io.promontory.objectstore.block.index.IndexHeader;
import io.promontory.objectstore.block.index.IndexHeaderFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An index header, opened from its file. Small files are read into memory, of others the file stays
 * open.
 *
 * @param fileBytes bytes of the file
 * @param heapBytes what it takes in memory, about
 */
record OpenHeader(IndexHeader header, BlockFile file, long fileBytes, long heapBytes)
    implements AutoCloseable {
  private static final int READ_WHOLE = 128 << 10;

  /** Every 32nd entry of both tables is held, as a text or a number; as measured. */
  private static final int BYTES_PER_HELD_BYTE = 16;

  private static final int LEAST_HEAP_BYTES = 4 << 10;

  /**
   * @throws CorruptBlockException if the file is no header, or damaged
   * @throws UncheckedIOException if it cannot be read
   */
  static OpenHeader open(BlockFileName name, Path path) {
    try {
      long size = Files.size(path);
      if (size <= READ_WHOLE) {
        BlockFile bytes = new BytesFile(name, Files.readAllBytes(path));
        return new OpenHeader(
            IndexHeaderFile.open(bytes), bytes, size, LEAST_HEAP_BYTES + bytes.size());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
    LocalFile file = new LocalFile(name, path);
    try {
      return new OpenHeader(
          IndexHeaderFile.open(file),
          file,
          file.size(),
          LEAST_HEAP_BYTES + file.size() / BYTES_PER_HELD_BYTE);
    } catch (RuntimeException e) {
      file.close();
      throw e;
    }
  }

  @Override
  public void close() {
    if (file instanceof LocalFile local) {
      local.close();
    }
  }
}
