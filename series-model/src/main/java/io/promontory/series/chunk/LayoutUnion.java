package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;

/** The layouts of a chunk and of a sample, and how both fit into one that has all buckets. */
final class LayoutUnion {
  private final HistogramLayout chunk;
  private final HistogramLayout sample;
  private final BucketUnion positive;
  private final BucketUnion negative;

  LayoutUnion(HistogramLayout chunk, HistogramLayout sample) {
    this.chunk = chunk;
    this.sample = sample;
    positive =
        new BucketUnion(
            chunk.positiveSpans(),
            chunk.positiveBuckets(),
            sample.positiveSpans(),
            sample.positiveBuckets());
    negative =
        new BucketUnion(
            chunk.negativeSpans(),
            chunk.negativeBuckets(),
            sample.negativeSpans(),
            sample.negativeBuckets());
  }

  /** As {@link #fell} where both samples have the same layout. */
  static boolean anyFell(FloatHistogram before, FloatHistogram after) {
    for (int i = 0; i < before.buckets().length; i++) {
      if (before.buckets()[i] > after.buckets()[i]) {
        return true;
      }
    }
    return false;
  }

  /** Whether the sample has buckets that the chunk lacks. */
  boolean chunkGrows() {
    return positive.chunkGrows() || negative.chunkGrows();
  }

  /** Whether a bucket of a counter fell, or one that was in use is gone. */
  boolean fell(FloatHistogram before, FloatHistogram after) {
    return positive.fell(before.buckets(), 0, after.buckets(), 0)
        || negative.fell(
            before.buckets(), chunk.positiveBuckets(), after.buckets(), sample.positiveBuckets());
  }

  /**
   * The layout that the chunk continues with. Spans stay as the sample has them where it lacks no
   * bucket; for gauges both sides are merged as soon as one is.
   */
  HistogramLayout layout(boolean gauge) {
    if (!chunkGrows()) {
      return chunk;
    }
    boolean both = gauge && (positive.sampleGrows() || negative.sampleGrows());
    return new HistogramLayout(
        chunk.schema(),
        chunk.zeroThreshold(),
        both || positive.sampleGrows() ? positive.spans() : sample.positiveSpans(),
        both || negative.sampleGrows() ? negative.spans() : sample.negativeSpans(),
        chunk.customBounds());
  }

  FloatHistogram widenChunks(FloatHistogram histogram, HistogramLayout to) {
    return widen(histogram, to, positive.ofChunk, negative.ofChunk);
  }

  FloatHistogram widenSample(FloatHistogram histogram, HistogramLayout to) {
    return widen(histogram, to, positive.ofSample, negative.ofSample);
  }

  private FloatHistogram widen(
      FloatHistogram from, HistogramLayout to, int[] positives, int[] negatives) {
    double[] buckets = new double[to.buckets()];
    for (int i = 0; i < positives.length; i++) {
      buckets[positives[i]] = from.buckets()[i];
    }
    for (int i = 0; i < negatives.length; i++) {
      buckets[positive.size + negatives[i]] = from.buckets()[positives.length + i];
    }
    return new FloatHistogram(to, from.hint(), from.count(), from.zeroCount(), from.sum(), buckets);
  }
}
