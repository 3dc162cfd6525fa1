package io.promontory.series.histogram;

import java.util.Arrays;

/** Collects bucket indexes, ascending, into the fewest spans. */
final class SpanBuilder {
  private int[] spans = new int[8];
  private int size;
  private int last;

  void add(int index) {
    if (size > 0 && index == last + 1) {
      spans[size - 1]++;
    } else {
      if (size == spans.length) {
        spans = Arrays.copyOf(spans, 2 * size);
      }
      spans[size] = size == 0 ? index : index - last - 1;
      spans[size + 1] = 1;
      size += 2;
    }
    last = index;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /** The index added last. */
  int last() {
    return last;
  }

  int[] build() {
    return size == 0 ? HistogramLayout.NO_SPANS : Arrays.copyOf(spans, size);
  }
}
