package io.promontory.series.histogram;

/** Copies counts into a layout that has more buckets. */
final class Placement {
  private Placement() {}

  static void place(HistogramLayout from, double[] counts, HistogramLayout to, double[] out) {
    side(from.positiveSpans(), 0, counts, to.positiveSpans(), 0, out);
    side(
        from.negativeSpans(),
        from.positiveBuckets(),
        counts,
        to.negativeSpans(),
        to.positiveBuckets(),
        out);
  }

  private static void side(
      int[] from, int first, double[] counts, int[] to, int outFirst, double[] out) {
    SpanCursor source = new SpanCursor(from, first);
    SpanCursor target = new SpanCursor(to, outFirst);
    while (source.next()) {
      do {
        target.next();
      } while (target.index() != source.index());
      out[target.position()] = counts[source.position()];
    }
  }
}
