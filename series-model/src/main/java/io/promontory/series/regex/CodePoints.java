package io.promontory.series.regex;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

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
    CodePoints all = NONE;
    int[] bounds = lowsAndHighs.codePoints().toArray();
    for (int i = 0; i < bounds.length; i += 2) {
      all = all.plus(range(bounds[i], bounds[i + 1]));
    }
    return all;
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
    int[] merged = new int[bounds.length + other.bounds.length];
    int n = 0;
    int a = 0;
    int b = 0;
    while (a < bounds.length || b < other.bounds.length) {
      boolean mine =
          b == other.bounds.length || (a < bounds.length && bounds[a] <= other.bounds[b]);
      int low = mine ? bounds[a] : other.bounds[b];
      int high = mine ? bounds[a + 1] : other.bounds[b + 1];
      a += mine ? 2 : 0;
      b += mine ? 0 : 2;
      if (n > 0 && low <= merged[n - 1] + 1) {
        merged[n - 1] = Math.max(merged[n - 1], high);
      } else {
        merged[n++] = low;
        merged[n++] = high;
      }
    }
    return new CodePoints(Arrays.copyOf(merged, n));
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

  /** A class in RE2's syntax. */
  void appendTo(StringBuilder out) {
    if (bounds.length == 0) {
      out.append("[^\\x00-\\x{10ffff}]");
      return;
    }
    out.append('[');
    for (int i = 0; i < bounds.length; i += 2) {
      out.append("\\x{").append(Integer.toHexString(bounds[i]));
      out.append("}-\\x{").append(Integer.toHexString(bounds[i + 1])).append('}');
    }
    out.append(']');
  }
}
