package io.promontory.adapter.prometheus;

import io.promontory.adapter.wire.HistogramMessages;
import io.promontory.proto.prometheus.Histogram;
import io.promontory.proto.prometheus.Sample;
import io.promontory.proto.prometheus.TimeSeries;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.OpenChunk;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the samples of one series, which may come in any order, into chunks. Of a float and a
 * histogram at one time the float stays, as in Prometheus.
 */
final class SampledSeries {
  private final long minTime;
  private final long maxTime;
  private final List<Chunk> chunks = new ArrayList<>();
  private final OpenChunk open = new OpenChunk();
  private long last = Long.MIN_VALUE;

  private SampledSeries(long minTime, long maxTime) {
    this.minTime = minTime;
    this.maxTime = maxTime;
  }

  /**
   * The samples in a range, in ms and inclusive, as chunks.
   *
   * @throws IllegalArgumentException if a histogram breaks the rules
   */
  static List<Chunk> chunks(TimeSeries message, long minTime, long maxTime) {
    SampledSeries series = new SampledSeries(minTime, maxTime);
    List<Sample> floats = new ArrayList<>(message.getSamplesList());
    floats.sort(Comparator.comparingLong(Sample::getTimestamp));
    List<Histogram> histograms = new ArrayList<>(message.getHistogramsList());
    histograms.sort(Comparator.comparingLong(Histogram::getTimestamp));
    int next = 0;
    for (Sample sample : floats) {
      while (next < histograms.size()
          && histograms.get(next).getTimestamp() < sample.getTimestamp()) {
        series.add(histograms.get(next++));
      }
      series.add(sample);
    }
    while (next < histograms.size()) {
      series.add(histograms.get(next++));
    }
    if (!series.open.isEmpty()) {
      series.chunks.add(series.open.toChunk());
    }
    return series.chunks;
  }

  private void add(Sample sample) {
    if (takes(sample.getTimestamp())) {
      close(open.append(sample.getTimestamp(), sample.getValue(), 0));
    }
  }

  private void add(Histogram message) {
    if (takes(message.getTimestamp())) {
      close(open.append(message.getTimestamp(), HistogramMessages.read(message), 0));
    }
  }

  private boolean takes(long time) {
    if (time < minTime || time > maxTime || (time == last && !open.isEmpty())) {
      return false;
    }
    last = time;
    return true;
  }

  private void close(@Nullable Chunk full) {
    if (full != null) {
      chunks.add(full);
    }
  }
}
