package io.promontory.adapter.blocks.fetch;

import java.util.Arrays;

/**
 * Ranges of one file that a reader wants, in ascending order of their starts; they may overlap, and
 * one may be there twice. Filled by one thread.
 */
public final class WantedRanges {
  private final StoredFile file;
  private long[] starts;
  private int[] lengths;
  private int count;
  private long bytes;

  public WantedRanges(StoredFile file) {
    this(file, 16);
  }

  /**
   * @param expected how many ranges will be added, about
   */
  public WantedRanges(StoredFile file, int expected) {
    this.file = file;
    this.starts = new long[expected];
    this.lengths = new int[expected];
  }

  /** Of arrays that are not written to any more. */
  public WantedRanges(StoredFile file, long[] starts, int[] lengths) {
    this.file = file;
    this.starts = starts;
    this.lengths = lengths;
    this.count = starts.length;
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        checkOrder(starts[i - 1], starts[i]);
      }
      bytes += lengths[i];
    }
  }

  /**
   * Adds a range.
   *
   * @param start at least that of the range added before
   * @return its number
   */
  public int add(long start, int length) {
    if (count > 0) {
      checkOrder(starts[count - 1], start);
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, Math.max(16, count * 2));
      lengths = Arrays.copyOf(lengths, starts.length);
    }
    starts[count] = start;
    lengths[count] = length;
    bytes += length;
    return count++;
  }

  private static void checkOrder(long before, long start) {
    if (start < before) {
      throw new IllegalArgumentException(
          "a range at " + start + " is behind one at " + before + ": ranges come in order");
    }
  }

  public StoredFile file() {
    return file;
  }

  public int count() {
    return count;
  }

  /** Bytes of all ranges; those in several count as often. */
  long bytes() {
    return bytes;
  }

  public long start(int range) {
    return starts[range];
  }

  public int length(int range) {
    return lengths[range];
  }
}
