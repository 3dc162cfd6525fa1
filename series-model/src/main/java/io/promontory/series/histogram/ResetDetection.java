package io.promontory.series.histogram;

/** Finds out from the buckets whether a counter was reset between two histograms. */
final class ResetDetection {
  private ResetDetection() {}

  static boolean wasReset(FloatHistogram now, FloatHistogram before) {
    HistogramLayout layout = now.layout();
    HistogramLayout previous = before.layout();
    if (now.count() < before.count()) {
      return true;
    } else if (layout == previous || layout.equals(previous)) {
      return now.zeroCount() < before.zeroCount() || fell(layout, now, before);
    } else if (layout.isCustom()) {
      if (!previous.isCustom()) {
        return true;
      } else if (!CustomBounds.same(layout.customBounds(), previous.customBounds())) {
        return CustomBounds.fell(now, before);
      }
    } else if (layout.schema() > previous.schema()
        || layout.zeroThreshold() < previous.zeroThreshold()) {
      return true;
    }
    return zeroFell(now, before) || anyFell(now, before.toSchema(layout.schema()));
  }

  private static boolean zeroFell(FloatHistogram now, FloatHistogram before) {
    double threshold = now.layout().zeroThreshold();
    if (now.layout().isCustom() || threshold == before.layout().zeroThreshold()) {
      return now.zeroCount() < before.zeroCount();
    }
    ZeroWidening widened = ZeroWidening.of(before, threshold);
    return widened.threshold() != threshold || now.zeroCount() < widened.count();
  }

  private static boolean fell(HistogramLayout layout, FloatHistogram now, FloatHistogram before) {
    int positive = layout.positiveBuckets();
    double[] counts = now.buckets();
    double[] previous = before.buckets();
    return fell(counts, previous, layout.hiddenPositive(), positive)
        || fell(counts, previous, positive + layout.hiddenNegative(), counts.length);
  }

  private static boolean fell(double[] counts, double[] previous, int from, int to) {
    for (int i = from; i < to; i++) {
      if (counts[i] < previous[i]) {
        return true;
      }
    }
    return false;
  }

  private static boolean anyFell(FloatHistogram now, FloatHistogram before) {
    HistogramLayout layout = now.layout();
    HistogramLayout previous = before.layout();
    return sideFell(now, layout.positiveSpans(), 0, before, previous.positiveSpans(), 0)
        || sideFell(
            now,
            layout.negativeSpans(),
            layout.positiveBuckets(),
            before,
            previous.negativeSpans(),
            previous.positiveBuckets());
  }

  /**
   * Buckets inside the zero bucket are left out: their counts are part of that one's. Of the
   * previous buckets above all current ones only the first is looked at, as in Prometheus.
   */
  private static boolean sideFell(
      FloatHistogram now,
      int[] spans,
      int first,
      FloatHistogram before,
      int[] previousSpans,
      int previousFirst) {
    HistogramLayout layout = now.layout();
    SpanCursor current = new SpanCursor(spans, first);
    SpanCursor previous = new SpanCursor(previousSpans, previousFirst);
    boolean more = current.next();
    boolean hidden = !layout.isCustom();
    while (previous.next()) {
      int index = previous.index();
      hidden = hidden && BucketBounds.exponential(layout.schema(), index) <= layout.zeroThreshold();
      if (hidden) {
        continue;
      }
      while (more && current.index() < index) {
        more = current.next();
      }
      double count = before.buckets()[previous.position()];
      if (!more) {
        return count != 0;
      }
      if (current.index() == index ? now.buckets()[current.position()] < count : count != 0) {
        return true;
      }
    }
    return false;
  }
}
