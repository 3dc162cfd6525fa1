package io.promontory.series.histogram;

import java.util.Random;
import java.util.stream.DoubleStream;

/** Histograms of random layouts. */
final class RandomHistograms {
  private static final double[][] BOUNDS = {
    {1, 2, 5, 10}, {1, 2, 3, 5, 7, 10, 20}, {}, {-5, -1, 0, 1, 2}, {0.5, 2, 10, 100}
  };
  private static final double[] THRESHOLDS = {0, 0, 0.001, 0.25, 1.5};

  private final Random random;

  RandomHistograms(long seed) {
    this.random = new Random(seed);
  }

  /** One of several schemas, but with one zero threshold. */
  FloatHistogram ofAnySchema() {
    return exponential(random.nextInt(13) - 4, 0.001);
  }

  /** One of several zero thresholds, but with one schema. */
  FloatHistogram ofAnyThreshold() {
    return exponential(2, THRESHOLDS[random.nextInt(THRESHOLDS.length)]);
  }

  private FloatHistogram exponential(int schema, double threshold) {
    return histogram(
        new HistogramLayout(
            schema,
            threshold,
            spans(random.nextInt(20) - 10, 1000),
            spans(random.nextInt(20) - 10, 1000),
            HistogramLayout.NO_BOUNDS));
  }

  FloatHistogram custom() {
    double[] bounds = BOUNDS[random.nextInt(BOUNDS.length)];
    HistogramLayout layout =
        new HistogramLayout(
            HistogramLayout.CUSTOM,
            0,
            spans(0, bounds.length + 1),
            HistogramLayout.NO_SPANS,
            bounds);
    return histogram(layout);
  }

  private int[] spans(int first, int end) {
    SpanBuilder spans = new SpanBuilder();
    int index = first;
    for (int i = random.nextInt(12); i > 0 && index < end; i--) {
      spans.add(index);
      index += 1 + (random.nextInt(3) == 0 ? random.nextInt(4) : 0);
    }
    return spans.build();
  }

  /** Whole counts, some of them 0, as all inside the zero bucket, and a hint. */
  private FloatHistogram histogram(HistogramLayout layout) {
    double[] counts = new double[layout.buckets()];
    fill(layout, counts, layout.positiveSpans(), 0);
    fill(layout, counts, layout.negativeSpans(), layout.positiveBuckets());
    double zero = layout.isCustom() ? 0 : random.nextInt(5);
    double count = zero + DoubleStream.of(counts).sum();
    ResetHint hint = ResetHint.values()[random.nextInt(4)];
    return new FloatHistogram(layout, hint, count, zero, random.nextInt(100_000), counts);
  }

  private void fill(HistogramLayout layout, double[] counts, int[] spans, int first) {
    SpanCursor buckets = new SpanCursor(spans, first);
    while (buckets.next()) {
      boolean empty =
          random.nextInt(4) == 0
              || (!layout.isCustom()
                  && BucketBounds.upper(layout, buckets.index() - 1) < layout.zeroThreshold());
      counts[buckets.position()] = empty ? 0 : random.nextInt(1000);
    }
  }
}
