package io.promontory.series.histogram;

import org.jspecify.annotations.Nullable;

/** Merges the buckets of an exponential schema into those of a coarser one. */
final class Resolution {
  private Resolution() {}

  static HistogramLayout coarser(HistogramLayout layout, int schema) {
    return new HistogramLayout(
        schema,
        layout.zeroThreshold(),
        Spans.coarser(layout.positiveSpans(), layout.schema(), schema),
        Spans.coarser(layout.negativeSpans(), layout.schema(), schema),
        layout.customBounds());
  }

  /**
   * Merges counts in the order of buckets; may work in place.
   *
   * @param cs compensations of the counts, if there are any
   * @param coarse {@link #coarser} of {@code fine}
   * @param outCs gets compensations; null where plain sums are wanted
   */
  static void reduce(
      HistogramLayout fine,
      double[] counts,
      double @Nullable [] cs,
      HistogramLayout coarse,
      double[] out,
      double @Nullable [] outCs) {
    int schema = fine.schema();
    int target = coarse.schema();
    side(fine.positiveSpans(), schema, target, counts, cs, 0, out, outCs, 0);
    side(
        fine.negativeSpans(),
        schema,
        target,
        counts,
        cs,
        fine.positiveBuckets(),
        out,
        outCs,
        coarse.positiveBuckets());
  }

  private static void side(
      int[] spans,
      int schema,
      int target,
      double[] counts,
      double @Nullable [] cs,
      int from,
      double[] out,
      double @Nullable [] outCs,
      int to) {
    SpanCursor buckets = new SpanCursor(spans, from);
    int at = to - 1;
    int last = 0;
    while (buckets.next()) {
      int index = Spans.coarser(buckets.index(), schema, target);
      double count = counts[buckets.position()];
      double c = cs == null ? 0 : cs[buckets.position()];
      if (at < to || index != last) {
        at++;
        last = index;
        out[at] = count;
        if (outCs != null) {
          outCs[at] = c;
        }
      } else if (outCs == null) {
        out[at] += count;
      } else {
        Compensation.add(out, outCs, at, count);
        Compensation.add(out, outCs, at, c);
      }
    }
  }
}
