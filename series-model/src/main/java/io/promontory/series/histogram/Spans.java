package io.promontory.series.histogram;

/** Spans of one sign, as pairs in a flat array. */
final class Spans {
  private Spans() {}

  /** How many leading buckets end at or below the threshold and so lie in the zero bucket. */
  static int hidden(int[] spans, int schema, double threshold) {
    int hidden = 0;
    SpanCursor buckets = new SpanCursor(spans, 0);
    while (buckets.next() && BucketBounds.exponential(schema, buckets.index()) <= threshold) {
      hidden++;
    }
    return hidden;
  }

  /** The buckets of {@code a} and those of {@code b}, leading ones of {@code b} left out. */
  static int[] union(int[] a, int[] b, int skip) {
    SpanBuilder union = new SpanBuilder();
    SpanCursor left = new SpanCursor(a, 0);
    SpanCursor right = new SpanCursor(b, 0);
    boolean hasLeft = left.next();
    boolean hasRight = skip(right, skip);
    while (hasLeft || hasRight) {
      if (!hasRight || (hasLeft && left.index() < right.index())) {
        union.add(left.index());
        hasLeft = left.next();
      } else {
        boolean both = hasLeft && left.index() == right.index();
        union.add(right.index());
        hasRight = right.next();
        hasLeft = both ? left.next() : hasLeft;
      }
    }
    return union.build();
  }

  private static boolean skip(SpanCursor buckets, int count) {
    for (int i = 0; i < count; i++) {
      buckets.next();
    }
    return buckets.next();
  }

  /** True where no span is empty or touches the one before. */
  static boolean areCompact(int[] spans) {
    for (int i = 0; i < spans.length; i += 2) {
      if (spans[i + 1] == 0 || (i > 0 && spans[i] <= 0)) {
        return false;
      }
    }
    return true;
  }

  /** The index of a bucket in a coarser schema. */
  static int coarser(int index, int schema, int target) {
    return ((index - 1) >> Math.min(31, schema - target)) + 1;
  }

  static int[] coarser(int[] spans, int schema, int target) {
    SpanBuilder coarse = new SpanBuilder();
    SpanCursor buckets = new SpanCursor(spans, 0);
    while (buckets.next()) {
      int index = coarser(buckets.index(), schema, target);
      if (coarse.isEmpty() || coarse.last() != index) {
        coarse.add(index);
      }
    }
    return coarse.build();
  }

  /** Equal but for spans without buckets, whose gap belongs to the span that follows. */
  static boolean same(int[] a, int[] b) {
    int i = 0;
    int j = 0;
    while (true) {
      int gapA = 0;
      int gapB = 0;
      while (i < a.length && a[i + 1] == 0) {
        gapA += a[i];
        i += 2;
      }
      while (j < b.length && b[j + 1] == 0) {
        gapB += b[j];
        j += 2;
      }
      if (i >= a.length || j >= b.length) {
        return i >= a.length && j >= b.length;
      }
      if (gapA + a[i] != gapB + b[j] || a[i + 1] != b[j + 1]) {
        return false;
      }
      i += 2;
      j += 2;
    }
  }
}
