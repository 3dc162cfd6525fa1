package io.promontory.objectstore.block;

/** A file of a block, read by ranges. Safe for concurrent use. */
public interface BlockFile {
  BlockFileName name();

  /** Bytes in all, as known when the file was opened. */
  long size();

  /**
   * Reads a range.
   *
   * @return exactly {@code length} bytes
   * @throws CorruptBlockException if the file ends before the range does
   */
  byte[] read(long offset, int length);

  /**
   * Throws unless a range lies inside the file.
   *
   * @throws CorruptBlockException if it does not
   */
  default void checkRange(long offset, int length) {
    if (offset < 0 || length < 0 || offset > size() - length) {
      throw new CorruptBlockException(
          name(),
          offset,
          "needs " + length + " bytes here, but the file has " + size() + " in all");
    }
  }

  /** A cursor over a range that is read at once. */
  default ByteCursor cursor(long offset, int length) {
    return new ByteCursor(name(), read(offset, length), 0, length, offset);
  }
}
