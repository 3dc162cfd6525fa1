package io.promontory.promql.exec;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;

/** Decodes what a selection asked for of a series, into columns used again and again. */
final class SeriesReader {
  private final SelectRequest request;
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns columns = new SampleColumns();

  SeriesReader(SelectRequest request) {
    this.request = request;
  }

  /** The samples with their stale markers; valid until the next call. */
  SampleColumns read(Series series) {
    decoder.decode(series.chunks(), request.minTime(), request.maxTime(), columns);
    return columns;
  }

  /** The samples that are none of the stale markers. */
  SampleColumns readMeasured(Series series) {
    SampleColumns read = read(series);
    double[] values = read.values;
    int first = 0;
    while (first < read.size && !StaleMarker.isStale(values[first])) {
      first++;
    }
    int kept = first;
    for (int i = first; i < read.size; i++) {
      if (!StaleMarker.isStale(values[i])) {
        read.timestamps[kept] = read.timestamps[i];
        values[kept++] = values[i];
      }
    }
    read.size = kept;
    return read;
  }
}
