package io.promontory.promql.exec;

import io.promontory.series.chunk.SampleColumns;

/** The samples of one series without stale markers: floats and histograms apart. */
final class MeasuredSamples {
  final SampleColumns floats;
  final SampleColumns histograms = new SampleColumns();

  MeasuredSamples() {
    this(new SampleColumns());
  }

  /** Around columns that others fill as well. */
  MeasuredSamples(SampleColumns floats) {
    this.floats = floats;
  }

  void clear() {
    floats.clear();
    histograms.clear();
  }
}
