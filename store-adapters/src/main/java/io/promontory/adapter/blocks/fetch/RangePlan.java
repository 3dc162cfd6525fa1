package io.promontory.adapter.blocks.fetch;

import java.util.Arrays;

/**
 * Which requests to make for ranges wanted of a file. Ranges that touch or overlap share a request.
 * Of the others those with the smallest gaps between them do, as long as the bytes read in vain are
 * at most half of those wanted; and beyond that as long as there would be too many requests.
 * Requests that get long are parted again, between two ranges. Time is O(n log n), memory a few
 * arrays of numbers.
 */
final class RangePlan {
  /** Of the bytes wanted, this part may be read in vain beside them. */
  private static final int WANTED_PER_VAIN_BYTE = 2;

  private final long[] starts;
  private final int[] lengths;
  private final int[] firstRanges;
  private final int count;
  private final long wantedBytes;

  private RangePlan(long[] starts, int[] lengths, int[] firstRanges, int count, long wantedBytes) {
    this.starts = starts;
    this.lengths = lengths;
    this.firstRanges = firstRanges;
    this.count = count;
    this.wantedBytes = wantedBytes;
  }

  /**
   * Plans the requests for a file.
   *
   * @param starts of the ranges wanted, ascending; of both arrays the first {@code count} count
   * @param requestBytes no request is longer, but for one single range that is
   * @param requestCap requests beyond so many are merged, but not into ones above {@code
   *     requestBytes}
   * @param freeGap bytes that are read in vain in any case
   */
  static RangePlan of(
      long[] starts, int[] lengths, int count, int requestBytes, int requestCap, int freeGap) {
    long[] gaps = new long[Math.max(0, count - 1)];
    int gapCount = 0;
    long wanted = 0;
    long end = 0;
    for (int i = 0; i < count; i++) {
      long rangeEnd = starts[i] + lengths[i];
      if (i > 0 && starts[i] > end) {
        gaps[gapCount++] = starts[i] - end;
      }
      long from = i == 0 ? starts[0] : Math.max(starts[i], end);
      wanted += Math.max(0, rangeEnd - from);
      end = i == 0 ? rangeEnd : Math.max(end, rangeEnd);
    }
    Arrays.sort(gaps, 0, gapCount);
    int bridged = bridged(gaps, gapCount, wanted, requestCap, freeGap);
    long widest = bridged == 0 ? 0 : gaps[bridged - 1];
    int below = 0;
    while (below < bridged && gaps[below] < widest) {
      below++;
    }
    return cut(starts, lengths, count, requestBytes, widest, bridged - below, gapCount, wanted);
  }

  /** How many of the gaps, in ascending order, are read with what is around them. */
  private static int bridged(long[] gaps, int count, long wanted, int requestCap, int freeGap) {
    long allowed = wanted / WANTED_PER_VAIN_BYTE;
    long vain = 0;
    int n = 0;
    while (n < count
        && (vain + gaps[n] <= allowed || gaps[n] <= freeGap || count - n >= requestCap)) {
      vain += gaps[n++];
    }
    return n;
  }

  /**
   * @param widest gaps below are bridged, and {@code ofWidest} of those that are as wide
   */
  private static RangePlan cut(
      long[] starts,
      int[] lengths,
      int count,
      int requestBytes,
      long widest,
      int ofWidest,
      int gapCount,
      long wanted) {
    long[] from = new long[Math.min(count, gapCount + 1)];
    int[] size = new int[from.length];
    int[] first = new int[from.length + 1];
    int n = 0;
    int left = ofWidest;
    long start = 0;
    long end = 0;
    for (int i = 0; i < count; i++) {
      long gap = starts[i] - end;
      long rangeEnd = starts[i] + lengths[i];
      boolean joins = i > 0 && (gap < widest || gap <= 0 || (gap == widest && left > 0));
      if (joins && gap > 0 && gap == widest) {
        left--;
      }
      if (joins && Math.max(end, rangeEnd) - start <= requestBytes) {
        end = Math.max(end, rangeEnd);
        continue;
      }
      if (i > 0) {
        size[n++] = (int) (end - start);
      }
      if (n == from.length) {
        from = Arrays.copyOf(from, Math.min(count, 2 * n));
        size = Arrays.copyOf(size, from.length);
        first = Arrays.copyOf(first, from.length + 1);
      }
      from[n] = start = starts[i];
      first[n] = i;
      end = rangeEnd;
    }
    if (count > 0) {
      size[n++] = (int) (end - start);
    }
    first[n] = count;
    return new RangePlan(from, size, first, n, wanted);
  }

  int requests() {
    return count;
  }

  long start(int request) {
    return starts[request];
  }

  int length(int request) {
    return lengths[request];
  }

  /** The first of the ranges that a request is for; the last is before that of the next request. */
  int firstRange(int request) {
    return firstRanges[request];
  }

  /** Bytes that the ranges hold, those in several counted once. */
  long wantedBytes() {
    return wantedBytes;
  }

  /** Bytes that the requests read. */
  long readBytes() {
    long sum = 0;
    for (int i = 0; i < count; i++) {
      sum += lengths[i];
    }
    return sum;
  }
}
