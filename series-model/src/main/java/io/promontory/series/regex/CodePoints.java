package io.promontory.series.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * An immutable set of code points: sorted ranges {@code [low, high]}, neither touching nor
 * overlapping.
 */
final class CodePoints {
  static final CodePoints NONE = new CodePoints(new int[0]);
  static final CodePoints ALL = range(0, Character.MAX_CODE_POINT);

  private final int[] bounds;

  private CodePoints(int[] bounds) {
    this.bounds = bounds;
  }

  static CodePoints range(int low, int high) {
    return new CodePoints(new int[] {low, high});
  }

  /** Ranges given by the code points of a text, low and high in turns. */
  static CodePoints ranges(String lowsAndHighs) {
    Builder all = new Builder();
    int[] bounds = lowsAndHighs.codePoints().toArray();
    for (int i = 0; i < bounds.length; i += 2) {
      all.add(bounds[i], bounds[i + 1]);
    }
    return all.build();
  }

  /** Sorts every code point there is into groups by name. */
  static Map<String, CodePoints> groups(IntFunction<String> name) {
    Map<String, IntStream.Builder> bounds = new HashMap<>();
    int start = 0;
    String running = name.apply(0);
    for (int c = 1; c <= Character.MAX_CODE_POINT + 1; c++) {
      String next = c > Character.MAX_CODE_POINT ? "" : name.apply(c);
      if (!next.equals(running)) {
        bounds.computeIfAbsent(running, group -> IntStream.builder()).add(start).add(c - 1);
        start = c;
        running = next;
      }
    }
    Map<String, CodePoints> groups = new HashMap<>();
    bounds.forEach((group, all) -> groups.put(group, new CodePoints(all.build().toArray())));
    return groups;
  }

  CodePoints plus(CodePoints other) {
    if (bounds.length == 0 || other.bounds.length == 0) {
      return bounds.length == 0 ? other : this;
    }
    Builder all = new Builder();
    all.add(this);
    all.add(other);
    return all.build();
  }

  CodePoints complement() {
    int[] gaps = new int[bounds.length + 2];
    int n = 0;
    int next = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      if (bounds[i] > next) {
        gaps[n++] = next;
        gaps[n++] = bounds[i] - 1;
      }
      next = bounds[i + 1] + 1;
    }
    if (next <= Character.MAX_CODE_POINT) {
      gaps[n++] = next;
      gaps[n++] = Character.MAX_CODE_POINT;
    }
    return new CodePoints(Arrays.copyOf(gaps, n));
  }

  /** How many numbers bound the ranges: what a set takes of memory. */
  int bounds() {
    return bounds.length;
  }

  boolean contains(int codePoint) {
    int at = Arrays.binarySearch(bounds, codePoint);
    return at >= 0 || (-at - 1) % 2 == 1;
  }

  int size() {
    int size = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      size += bounds[i + 1] - bounds[i] + 1;
    }
    return size;
  }

  /** All members; for small sets. */
  int[] toArray() {
    int[] all = new int[size()];
    int n = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      for (int c = bounds[i]; c <= bounds[i + 1]; c++) {
        all[n++] = c;
      }
    }
    return all;
  }

  /** Hands out the ranges, in order. */
  void forEachRange(RangeConsumer consumer) {
    for (int i = 0; i < bounds.length; i += 2) {
      consumer.accept(bounds[i], bounds[i + 1]);
    }
  }

  /** Takes a range of code points, both ends included. */
  @FunctionalInterface
  interface RangeConsumer {
    void accept(int low, int high);
  }

  /** Gathers ranges in any order. */
  static final class Builder {
    /** Low above high; both are less than 31 bits wide. */
    private final LongStream.Builder ranges = LongStream.builder();

    void add(int low, int high) {
      ranges.add((long) low << 32 | high);
    }

    void add(CodePoints set) {
      set.forEachRange(this::add);
    }

    CodePoints build() {
      long[] sorted = ranges.build().sorted().toArray();
      int[] merged = new int[2 * sorted.length];
      int n = 0;
      for (long range : sorted) {
        int low = (int) (range >>> 32);
        int high = (int) range;
        if (n > 0 && low <= merged[n - 1] + 1) {
          merged[n - 1] = Math.max(merged[n - 1], high);
        } else {
          merged[n++] = low;
          merged[n++] = high;
        }
      }
      return new CodePoints(Arrays.copyOf(merged, n));
    }
  }
}
