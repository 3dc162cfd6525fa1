package io.promontory.series.histogram;

/** Walks the buckets of one sign's spans, upwards. Spans without buckets are no trap. */
final class SpanCursor {
  private final int[] spans;
  private int at = -2;
  private int left;
  private int index = -1;
  private int position;

  /**
   * @param first position of the first bucket's count
   */
  SpanCursor(int[] spans, int first) {
    this.spans = spans;
    this.position = first - 1;
  }

  boolean next() {
    while (left == 0) {
      at += 2;
      if (at >= spans.length) {
        return false;
      }
      index += spans[at];
      left = spans[at + 1];
    }
    left--;
    index++;
    position++;
    return true;
  }

  /** Index of the bucket in its schema. */
  int index() {
    return index;
  }

  /** Where its count lies. */
  int position() {
    return position;
  }
}
