package io.promontory.promql.exec;

import io.promontory.promql.annotation.Annotations;
import io.promontory.promql.ast.Span;
import io.promontory.series.chunk.Breaks;
import io.promontory.series.chunk.BucketlessHistograms;
import io.promontory.series.chunk.Reduction;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.chunk.WindowColumns;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.replica.Lanes;
import io.promontory.series.replica.ReplicaDecoder;
import io.promontory.series.replica.Stretches;
import io.promontory.series.store.SelectHints.Buckets;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import org.jspecify.annotations.Nullable;

/** Decodes what a selection asked for of a series, into columns used again and again. */
final class SeriesReader {
  private static final String LACKING =
      "some series have no aggregate for \"%s\" where only downsampled data is left,"
          + " native histograms no minimum and maximum; they have no result there";

  private final SelectRequest request;
  private final Reduction reduction;
  private final boolean startTimes;
  private final Annotations annotations;
  private final @Nullable Lanes lanes;
  private final Stretches stretches = new Stretches();
  private final ReplicaDecoder decoder = new ReplicaDecoder();
  private final SampleColumns columns = new SampleColumns();
  private final MeasuredSamples measured = new MeasuredSamples(columns);

  /** Without start times. */
  SeriesReader(SelectRequest request, Evaluation evaluation) {
    this(request, false, evaluation);
  }

  SeriesReader(SelectRequest request, boolean startTimes, Evaluation evaluation) {
    this.request = request;
    this.annotations = evaluation.annotations();
    Recording recording = evaluation.recording();
    this.lanes = recording == null ? null : recording.lanes();
    if (recording != null) {
      decoder.noting(stretches);
    }
    this.reduction = Reduction.of(request.hints().func());
    this.startTimes = startTimes;
  }

  /** The samples with their stale markers; valid until the next call. */
  SampleColumns read(Series series) {
    Buckets buckets = request.hints().buckets();
    if (buckets == Buckets.SKIPPED) {
      decoder.decodeCounts(series, request.minTime(), request.maxTime(), reduction, columns);
    } else {
      decoder.decode(series, request.minTime(), request.maxTime(), reduction, columns);
    }
    if (decoder.takeLackingAggregates()) {
      annotations.info(LACKING.formatted(request.hints().func()), Span.NONE);
    }
    if (lanes != null) {
      lanes.note(stretches, columns);
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
    if (read.histograms == null
        && read.startTimes == null
        && read.windows == null
        && read.breaks == null) {
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
    WindowColumns windows = read.windows;
    Breaks breaks = read.takeBreaks();
    boolean broken = false;
    int kept = 0;
    for (int i = 0; i < read.size; i++) {
      broken |= breaks != null && breaks.contains(i);
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
        if (windows != null) {
          windows.set(kept, windows.widths[i], windows.counts[i]);
        }
        if (broken) {
          read.addBreak(kept);
        }
        kept++;
      } else {
        if (broken) {
          measured.histograms.addBreak(measured.histograms.size);
        }
        measured.histograms.add(read.timestamps[i], histogram);
        if (startTimes != null) {
          measured.histograms.setStartTime(startTimes[i]);
        }
        if (windows != null) {
          int at = measured.histograms.size - 1;
          measured.histograms.withWindows().set(at, windows.widths[i], windows.counts[i]);
        }
      }
      broken = false;
    }
    read.size = kept;
  }
}
