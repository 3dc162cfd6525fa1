package io.promontory.objectstore.block.index;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.ByteCursor;

/**
 * An index seen through two windows, so that its header is read front to end with few reads: one
 * over its end, where the table of contents and mostly the whole postings table are, and one that
 * moves over the rest of the header. Used by one thread.
 */
final class HeaderParts implements BlockFile {
  private static final int TAIL = 64 << 10;
  private static final int WINDOW = 8 << 20;

  private final BlockFile index;
  private final IndexToc toc;
  private final long tailStart;
  private final byte[] tail;
  private long windowStart;
  private byte[] window = new byte[0];

  private HeaderParts(BlockFile index, IndexToc toc, long tailStart, byte[] tail) {
    this.index = index;
    this.toc = toc;
    this.tailStart = tailStart;
    this.tail = tail;
  }

  static HeaderParts of(BlockFile index) {
    int length = (int) Math.min(TAIL, index.size());
    long start = index.size() - length;
    byte[] tail = index.read(start, length);
    if (length < IndexToc.BYTES) {
      index.checkRange(start, IndexToc.BYTES);
    }
    int at = length - IndexToc.BYTES;
    ByteCursor cursor = new ByteCursor(index.name(), tail, at, length, start);
    return new HeaderParts(index, IndexToc.parse(cursor, start + at), start, tail);
  }

  IndexToc toc() {
    return toc;
  }

  @Override
  public BlockFileName name() {
    return index.name();
  }

  @Override
  public long size() {
    return index.size();
  }

  @Override
  public byte[] read(long offset, int length) {
    ByteCursor part = cursor(offset, length);
    byte[] bytes = new byte[length];
    System.arraycopy(part.data(), part.at(), bytes, 0, length);
    return bytes;
  }

  @Override
  public ByteCursor cursor(long offset, int length) {
    checkRange(offset, length);
    if (offset >= tailStart) {
      return part(tail, tailStart, offset, length);
    }
    if (offset < windowStart || offset + length > windowStart + window.length) {
      long limit = offset < toc.series() ? toc.series() : size();
      long end = Math.max(offset + length, Math.min(limit, offset + WINDOW));
      window = index.read(offset, Math.toIntExact(end - offset));
      windowStart = offset;
    }
    return part(window, windowStart, offset, length);
  }

  private ByteCursor part(byte[] bytes, long start, long offset, int length) {
    int from = (int) (offset - start);
    return new ByteCursor(name(), bytes, from, from + length, start);
  }
}
