package io.promontory.adapter.blocks.fetch;

/**
 * Bytes of a file that follow each other, as a request returned them.
 *
 * <p>A class and no record: each is its own, whatever it holds, since it is a key of the cache.
 */
final class Extent implements Span {
  /** The object, its array's head and its node in the cache. */
  private static final int OVERHEAD_BYTES = 160;

  private final StoredFile file;
  private final long start;
  private final byte[] bytes;

  Extent(StoredFile file, long start, byte[] bytes) {
    this.file = file;
    this.start = start;
    this.bytes = bytes;
  }

  StoredFile file() {
    return file;
  }

  @Override
  public long start() {
    return start;
  }

  @Override
  public long end() {
    return start + bytes.length;
  }

  byte[] bytes() {
    return bytes;
  }

  int weight() {
    return (int) Math.min(Integer.MAX_VALUE, (long) bytes.length + OVERHEAD_BYTES);
  }
}
