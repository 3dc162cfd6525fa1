package io.promontory.objectstore.block.index;

/**
 * Where in the index a posting list lies.
 *
 * @param start its first byte
 * @param end first byte that is not its own, but for some bytes of padding
 */
public record PostingsRange(long start, long end) {
  /** Bytes to read. */
  public long length() {
    return end - start;
  }

  /** How many series are in the list, at most: padding counts too. */
  public long series() {
    return Math.max(0, length() - PostingList.EMPTY_BYTES) / Integer.BYTES;
  }
}
