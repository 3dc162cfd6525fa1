package io.promontory.objectstore.block;

import java.util.Arrays;

/** A file of a block whose bytes are in memory; the array must not be written to any more. */
public record BytesFile(BlockFileName name, byte[] bytes) implements BlockFile {
  @Override
  public long size() {
    return bytes.length;
  }

  @Override
  public byte[] read(long offset, int length) {
    checkRange(offset, length);
    return Arrays.copyOfRange(bytes, (int) offset, (int) offset + length);
  }

  @Override
  public ByteCursor cursor(long offset, int length) {
    checkRange(offset, length);
    return new ByteCursor(name, bytes, (int) offset, (int) offset + length, 0);
  }
}
