package io.promontory.adapter.blocks.fetch;

/**
 * Bytes of a file that follow each other.
 *
 * <p>A class and no record: each is its own, whatever it holds.
 */
final class Extent implements Span {
  private final Fetched owner;
  private final long start;
  private final int offset;
  private final int length;

  /**
   * @param start offset in the file
   * @param offset index of the first byte in the array of {@code owner}
   */
  Extent(Fetched owner, long start, int offset, int length) {
    this.owner = owner;
    this.start = start;
    this.offset = offset;
    this.length = length;
  }

  /** What it is kept with. */
  Fetched owner() {
    return owner;
  }

  @Override
  public long start() {
    return start;
  }

  @Override
  public long end() {
    return start + length;
  }

  /** The array that holds it. */
  byte[] bytes() {
    return owner.bytes();
  }

  /** Where in its array a byte of the file lies. */
  int indexOf(long inFile) {
    return (int) (inFile - start) + offset;
  }
}
