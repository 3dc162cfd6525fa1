package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;

/** How the counts of a histogram are told; the parts around them are the same for all kinds. */
sealed interface HistogramFields permits IntegerHistogramFields, FloatHistogramFields {
  /** What a stale sample is read as, whatever its chunk looks like. */
  FloatHistogram STALE =
      new FloatHistogram(
          HistogramLayout.EMPTY, ResetHint.UNKNOWN, 0, 0, StaleMarker.VALUE, new double[0]);

  /** Reads the first sample of a chunk behind its time. */
  FloatHistogram readFirst(BitReader in, HistogramLayout layout, ResetHint hint);

  /** Reads a later sample of the same layout; may read past the end. */
  FloatHistogram readNext(BitReader in, HistogramLayout layout, ResetHint hint);

  /**
   * As {@link #readNext}, but makes a histogram without buckets.
   *
   * @param bucketless its layout
   */
  FloatHistogram skimNext(
      BitReader in, HistogramLayout layout, HistogramLayout bucketless, ResetHint hint);

  /** The sample read or skimmed last that was not stale, with its buckets. */
  FloatHistogram last(HistogramLayout layout, ResetHint hint);
}
