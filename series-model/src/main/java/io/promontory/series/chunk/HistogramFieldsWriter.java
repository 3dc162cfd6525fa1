package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;

/** Writes what {@link HistogramFields} reads. */
sealed interface HistogramFieldsWriter
    permits IntegerHistogramFieldsWriter, FloatHistogramFieldsWriter {

  /** Writes the first sample of a chunk behind its time. */
  void writeFirst(BitWriter out, FloatHistogram histogram);

  /** Writes a later sample of the same layout, or a stale one. */
  void writeNext(BitWriter out, FloatHistogram histogram);
}
