package io.promontory.objectstore.block.index;

/**
 * Where in the index a posting list lies.
 *
 * @param start its first byte
 * @param end first byte that is not its own, but for some bytes of padding
 */
public record PostingsRange(long start, long end) {
  /** Bytes to read; also a good guess at the count of series: a quarter of it. */
  public long length() {
    return end - start;
  }
}
