package io.promontory.promql.exec;

import io.promontory.series.chunk.BucketlessHistograms;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.store.SelectHints.Buckets;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import org.jspecify.annotations.Nullable;

/** Decodes what a selection asked for of a series, into columns used again and again. */
final class SeriesReader {
  private final SelectRequest request;
  private final boolean startTimes;
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns columns = new SampleColumns();
  private final MeasuredSamples measured = new MeasuredSamples(columns);

  /** Without start times. */
  SeriesReader(SelectRequest request) {
    this(request, false);
  }

  SeriesReader(SelectRequest request, boolean startTimes) {
    this.request = request;
    this.startTimes = startTimes;
  }

  /** The samples with their stale markers; valid until the next call. */
  SampleColumns read(Series series) {
    Buckets buckets = request.hints().buckets();
    if (buckets == Buckets.SKIPPED) {
      decoder.decodeCounts(series.chunks(), request.minTime(), request.maxTime(), columns);
    } else {
      decoder.decode(series.chunks(), request.minTime(), request.maxTime(), columns);
    }
    if (buckets == Buckets.DROPPED) {
      BucketlessHistograms.reduce(columns);
    }
    if (!startTimes) {
      columns.dropStartTimes();
    }
    return columns;
  }

  /** The samples that are none of the stale markers; valid until the next call. */
  MeasuredSamples readMeasured(Series series) {
    SampleColumns read = read(series);
    measured.histograms.clear();
    if (read.histograms == null && read.startTimes == null) {
      dropStaleFloats(read);
    } else {
      split(read, read.histograms);
    }
    return measured;
  }

  private static void dropStaleFloats(SampleColumns read) {
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
  }

  /** Leaves the floats and moves the histograms to their own columns. */
  private void split(SampleColumns read, @Nullable FloatHistogram @Nullable [] histograms) {
    long[] startTimes = read.startTimes;
    int kept = 0;
    for (int i = 0; i < read.size; i++) {
      if (StaleMarker.isStale(read.values[i])) {
        continue;
      }
      FloatHistogram histogram = histograms == null ? null : histograms[i];
      if (histogram == null) {
        read.timestamps[kept] = read.timestamps[i];
        read.values[kept] = read.values[i];
        if (startTimes != null) {
          startTimes[kept] = startTimes[i];
        }
        kept++;
      } else {
        measured.histograms.add(read.timestamps[i], histogram);
        if (startTimes != null) {
          measured.histograms.setStartTime(startTimes[i]);
        }
      }
    }
    read.size = kept;
  }
}
