package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chunk of a series that is being written: of floats or of histograms. It closes where the kind
 * changes, where it is full, and where a histogram may not share it. From the first start time on
 * the encodings are those that keep start times; the open chunk is written again for that, not
 * closed. Times are in ms since the epoch and grow; a start time is 0 where unknown. Not safe for
 * concurrent use.
 */
public final class OpenChunk {
  private static final int SAMPLES_PER_CHUNK = 120;
  private static final int BYTES_PER_HISTOGRAM_CHUNK = 1024;
  private static final int SAMPLES_PER_HISTOGRAM_CHUNK = 10;

  /** At most one of the two is there. */
  private @Nullable FloatWriter floats;

  private @Nullable HistogramWriter histograms;
  private boolean startTimesKnown;

  /** Appends a float; the chunk that had to be closed for it, if any. */
  public @Nullable Chunk append(long timestamp, double value, long startTime) {
    noticeStartTime(startTime);
    FloatWriter writer = floats;
    Chunk full = null;
    if (writer == null || writer.count() == SAMPLES_PER_CHUNK) {
      full = isEmpty() ? null : toChunk();
      writer = startTimesKnown ? new Xor2Writer() : new XorWriter();
      floats = writer;
      histograms = null;
    }
    append(writer, timestamp, value, startTime);
    return full;
  }

  /** Appends a histogram; the chunk that had to be closed for it, if any. */
  public @Nullable Chunk append(long timestamp, FloatHistogram histogram, long startTime) {
    noticeStartTime(startTime);
    HistogramWriter writer = histograms;
    if (writer != null && !isFull(writer)) {
      HistogramWriter next = writer.append(timestamp, histogram, startTime);
      histograms = next;
      return next == writer ? null : writer.toChunk();
    }
    Chunk full = isEmpty() ? null : toChunk();
    histograms =
        HistogramWriter.begin(histogramEncoding(), writer, timestamp, histogram, startTime);
    floats = null;
    return full;
  }

  /** Whether nothing was appended yet. */
  public boolean isEmpty() {
    return floats == null && histograms == null;
  }

  /** The samples so far, at least one. */
  public Chunk toChunk() {
    if (floats != null) {
      return floats.toChunk();
    }
    if (histograms != null) {
      return histograms.toChunk();
    }
    throw new IllegalStateException("no sample was appended yet");
  }

  private void noticeStartTime(long startTime) {
    if (startTime == 0 || startTimesKnown) {
      return;
    }
    startTimesKnown = true;
    if (histograms != null) {
      histograms = histograms.in(histogramEncoding());
    } else if (floats != null) {
      SampleColumns samples = new SampleColumns();
      new SeriesDecoder()
          .decode(List.of(floats.toChunk()), Long.MIN_VALUE, Long.MAX_VALUE, samples);
      Xor2Writer writer = new Xor2Writer();
      for (int i = 0; i < samples.size; i++) {
        writer.append(samples.timestamps[i], samples.values[i]);
      }
      floats = writer;
    }
  }

  private Encoding histogramEncoding() {
    return startTimesKnown ? Encoding.FLOAT_HISTOGRAM_ST : Encoding.FLOAT_HISTOGRAM;
  }

  private static boolean isFull(HistogramWriter writer) {
    return writer.count() >= SAMPLES_PER_HISTOGRAM_CHUNK
        && writer.length() >= BYTES_PER_HISTOGRAM_CHUNK;
  }

  private static void append(FloatWriter writer, long timestamp, double value, long startTime) {
    switch (writer) {
      case Xor2Writer xor2 -> xor2.append(timestamp, value, startTime);
      case XorWriter xor -> xor.append(timestamp, value);
    }
  }
}
