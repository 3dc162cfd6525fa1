package io.promontory.series.replica;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import java.util.Arrays;

/**
 * The gaps of one replica: gap i lies before sample i, and the last one behind the last sample, up
 * to the end of what was read. All lengths in ms. Reused from series to series.
 */
final class Gaps {
  /** Longer than any gap, and far enough from overflow to be multiplied by 3. */
  static final long ENDLESS = 1L << 60;

  /**
   * Gap i at i + 1. The first and the last one are cut by what was read, so that as neighbours of
   * others they know no end; nor do those beside them.
   */
  private long[] lengths = {};

  private long[] effective = {};
  private int last;
  private long headLength;
  private long tailLength;
  private boolean markers;

  /** Measures the gaps between samples, from {@code start} to {@code end}. */
  void measure(SampleColumns samples, long start, long end) {
    measureLengths(samples, start, end);
    ensureEffective(last + 1);
    long[] all = lengths;
    long[] out = effective;
    for (int i = 1; i < last; i++) {
      out[i] = Math.max(all[i + 1], Math.min(all[i], all[i + 2]));
    }
    out[0] = Math.max(headLength, all[2]);
    out[last] = Math.max(tailLength, all[last]);
  }

  /** Measures lengths alone, where the effective gaps are known. */
  void measureLengths(SampleColumns samples, long start, long end) {
    int size = samples.size;
    last = size;
    if (lengths.length < size + 3) {
      lengths = new long[size + 3 + size / 2];
    }
    long[] times = samples.timestamps;
    long[] out = lengths;
    out[0] = ENDLESS;
    out[1] = ENDLESS;
    out[size + 1] = ENDLESS;
    out[size + 2] = ENDLESS;
    headLength = size == 0 ? ENDLESS : length(start, times[0]);
    tailLength = size == 0 ? ENDLESS : length(times[size - 1], end);
    markers = size > 0 && findMarkers(samples);
    if (size == 0) {
      return;
    }
    if (length(times[0], times[size - 1]) < ENDLESS) {
      for (int i = 1; i < size; i++) {
        out[i + 1] = times[i] - times[i - 1];
      }
    } else {
      for (int i = 1; i < size; i++) {
        out[i + 1] = length(times[i - 1], times[i]);
      }
    }
    if (markers) {
      endAtMarkers(samples);
    }
  }

  private void endAtMarkers(SampleColumns samples) {
    for (int i = 0; i < samples.size; i++) {
      if (StaleMarker.isStale(samples.values[i])) {
        lengths[i + 2] = ENDLESS;
      }
    }
    if (StaleMarker.isStale(samples.values[samples.size - 1])) {
      tailLength = ENDLESS;
    }
  }

  /** Whether there are stale markers among the samples. */
  boolean hasMarkers() {
    return markers;
  }

  private static boolean findMarkers(SampleColumns samples) {
    double[] values = samples.values;
    int size = samples.size;
    if (areFinite(values, size)) {
      return false;
    }
    boolean any = false;
    for (int i = 0; i < size; i++) {
      any |= StaleMarker.isStale(values[i]);
    }
    return any;
  }

  /** No zero comes of what is not finite times zero; four sums do not wait for each other. */
  private static boolean areFinite(double[] values, int size) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i < size - 3; i += 4) {
      a += values[i] * 0;
      b += values[i + 1] * 0;
      c += values[i + 2] * 0;
      d += values[i + 3] * 0;
    }
    for (; i < size; i++) {
      a += values[i] * 0;
    }
    return a + b + c + d == 0;
  }

  private static long length(long from, long to) {
    long length = to - from;
    return to <= from ? 0 : length < 0 || length > ENDLESS ? ENDLESS : length;
  }

  /** How long a gap is. */
  long length(int gap) {
    return gap == 0 ? headLength : gap == last ? tailLength : lengths[gap + 1];
  }

  /** How long a gap between two samples is, if the first is no marker, else 0. */
  long known(int gap) {
    long length = gap < 0 || gap > last ? ENDLESS : lengths[gap + 1];
    return length == ENDLESS ? 0 : length;
  }

  /** How far apart samples are around a gap: one that is oddly short is taken for no sign. */
  long effective(int gap) {
    return effective[gap];
  }

  /** The smaller one of the effective gaps on either side of a sample. */
  long around(int sample) {
    return Math.min(effective[sample], effective[sample + 1]);
  }

  /** The least effective gap of all. */
  long least() {
    long[] all = effective;
    long least = ENDLESS;
    for (int i = 0; i <= last; i++) {
      least = Math.min(least, all[i]);
    }
    return least;
  }

  /**
   * Takes over the effective gaps of samples [from, to) of another replica, which become samples
   * from {@code at} on.
   *
   * @param before the effective gap before the first of them
   */
  void takeEffective(Gaps other, int from, int to, int at, long before) {
    int count = to - from;
    ensureEffective(at + count + 1);
    System.arraycopy(other.effective, from, effective, at, count + 1);
    effective[at] = before;
  }

  /** Forgets the effective gaps: there is no sample yet. */
  void clearEffective() {
    ensureEffective(1);
    effective[0] = ENDLESS;
  }

  private void ensureEffective(int size) {
    if (effective.length < size) {
      effective = Arrays.copyOf(effective, size + size / 2);
    }
  }

  /** The first gap from {@code gap} on that is a hole, or the last gap; not for the first gap. */
  int nextHole(int gap, long effectiveOfOther) {
    long longest = 3 * effectiveOfOther / 2;
    long[] all = lengths;
    int end = last;
    int at = gap;
    while (at < end && all[at + 1] <= longest) {
      at++;
    }
    return at;
  }

  /** Whether a replica with a gap of this length has a hole, where another is so far apart. */
  static boolean isHole(long length, long effectiveOfOther) {
    return 2 * length > 3 * effectiveOfOther;
  }
}
