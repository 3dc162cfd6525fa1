package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Compresses native histograms of one kind into chunks, byte for byte as Prometheus does. A chunk
 * holds samples of one schema, zero threshold and set of custom bounds, either gauges or counters
 * without a reset; where the buckets become more, all of it is written again.
 *
 * <p>Integer encodings take counts that are whole numbers below 2^53. Not safe for concurrent use.
 */
public final class HistogramWriter {
  /** Most samples of a chunk: what the count of the encodings with start times can tell. */
  public static final int MAX_SAMPLES = 0x3fff;

  private static final int START_TIME_HEADER = 2;

  private final Encoding encoding;
  private final boolean integers;
  private final boolean withStartTimes;
  private final ResetHint header;
  private BitWriter out = new BitWriter(128);
  private HistogramFieldsWriter fields;
  private StartTimeWriter startTimes = new StartTimeWriter(START_TIME_HEADER);
  private int count;
  private long minTime;
  private long time;
  private long step;

  /** The last sample, in the layout of the chunk. */
  private FloatHistogram last = HistogramFields.STALE;

  private HistogramWriter(Encoding encoding, ResetHint header) {
    this.encoding = encoding;
    this.header = header;
    integers = encoding == Encoding.HISTOGRAM || encoding == Encoding.HISTOGRAM_ST;
    withStartTimes = encoding == Encoding.HISTOGRAM_ST || encoding == Encoding.FLOAT_HISTOGRAM_ST;
    if (!integers && !withStartTimes && encoding != Encoding.FLOAT_HISTOGRAM) {
      throw new IllegalArgumentException(encoding + " chunks hold no histograms");
    }
    fields = newFields();
  }

  /**
   * Begins a chunk.
   *
   * @param before the writer of the chunk before, if there is one of histograms
   * @param timestamp of the first sample, ms since the epoch
   * @param startTime of the first sample, ms, 0 where unknown; lost in encodings without
   */
  public static HistogramWriter begin(
      Encoding encoding,
      @Nullable HistogramWriter before,
      long timestamp,
      FloatHistogram first,
      long startTime) {
    ResetHint header = ResetHint.UNKNOWN;
    if (first.hint() == ResetHint.GAUGE || first.hint() == ResetHint.RESET) {
      header = first.hint();
    } else if (before != null && before.integers == isInteger(encoding)) {
      ResetHint found = before.fitOf(first).header();
      header = before.integers || found == ResetHint.RESET ? found : ResetHint.NOT_RESET;
    }
    HistogramWriter writer = new HistogramWriter(encoding, header);
    writer.write(timestamp, first, startTime);
    return writer;
  }

  /**
   * Appends a sample, where it may not share this chunk to a new one; the caller keeps timestamps
   * increasing.
   *
   * @param timestamp ms since the epoch
   * @param startTime ms since the epoch, 0 where unknown; lost in encodings without start times
   * @return the writer that has the sample: this one, or that of a new chunk
   */
  public HistogramWriter append(long timestamp, FloatHistogram histogram, long startTime) {
    boolean gauge = histogram.hint() == ResetHint.GAUGE;
    Fit fit = gauge ? gaugeFitOf(histogram) : fitOf(histogram);
    if (count == MAX_SAMPLES || !fit.appends()) {
      ResetHint next =
          gauge || integers || fit.header() == ResetHint.RESET ? fit.header() : ResetHint.UNKNOWN;
      HistogramWriter successor = new HistogramWriter(encoding, next);
      successor.write(timestamp, histogram, startTime);
      return successor;
    }
    LayoutUnion union = fit.union();
    if (union == null) {
      write(timestamp, histogram, startTime);
    } else {
      HistogramLayout layout = union.layout(gauge);
      if (union.chunkGrows()) {
        rewrite(union, layout);
      }
      write(timestamp, union.widenSample(histogram, layout), startTime);
    }
    return this;
  }

  /** Samples so far. */
  public int count() {
    return count;
  }

  /** Bytes that the chunk takes now. */
  public int length() {
    return out.length();
  }

  public Encoding encoding() {
    return encoding;
  }

  /** An immutable chunk of the samples so far; appending may go on. */
  public Chunk toChunk() {
    return Chunk.of(encoding, minTime, time, out.copy());
  }

  /** The same samples in another encoding of the same kind of counts. */
  public HistogramWriter in(Encoding other) {
    HistogramWriter writer = new HistogramWriter(other, header);
    SampleColumns samples = samples();
    for (int i = 0; i < samples.size; i++) {
      writer.write(samples.timestamps[i], histogram(samples, i), startTime(samples, i));
    }
    return writer;
  }

  /**
   * Whether a sample may join the chunk.
   *
   * @param header what it is to the chunk; that of a new chunk where it does not join
   * @param union null where the sample needs no other layout
   */
  private record Fit(boolean appends, ResetHint header, @Nullable LayoutUnion union) {}

  private Fit fitOf(FloatHistogram next) {
    if (header == ResetHint.GAUGE) {
      return new Fit(false, ResetHint.NOT_RESET, null);
    }
    if (next.hint() == ResetHint.RESET) {
      return new Fit(false, ResetHint.RESET, null);
    }
    if (StaleMarker.isStale(next.sum())) {
      return new Fit(true, ResetHint.NOT_RESET, null);
    }
    if (StaleMarker.isStale(last.sum())) {
      return new Fit(false, ResetHint.UNKNOWN, null);
    }
    if (next.count() < last.count()) {
      return new Fit(false, ResetHint.RESET, null);
    }
    if (!sameGrid(next.layout())) {
      return new Fit(false, ResetHint.UNKNOWN, null);
    }
    if (!sameBounds(next.layout()) || next.zeroCount() < last.zeroCount()) {
      return new Fit(false, ResetHint.RESET, null);
    }
    LayoutUnion union = union(next.layout());
    return (union == null ? LayoutUnion.anyFell(last, next) : union.fell(last, next))
        ? new Fit(false, ResetHint.RESET, null)
        : new Fit(true, ResetHint.NOT_RESET, union);
  }

  /** Null where a sample has the chunk's own layout, as most have. */
  private @Nullable LayoutUnion union(HistogramLayout next) {
    return next.equals(last.layout()) ? null : new LayoutUnion(last.layout(), next);
  }

  private Fit gaugeFitOf(FloatHistogram next) {
    boolean stale = StaleMarker.isStale(next.sum());
    boolean fits =
        header == ResetHint.GAUGE
            && (stale
                || (!StaleMarker.isStale(last.sum())
                    && sameGrid(next.layout())
                    && sameBounds(next.layout())));
    return new Fit(fits, ResetHint.GAUGE, fits && !stale ? union(next.layout()) : null);
  }

  private boolean sameGrid(HistogramLayout next) {
    HistogramLayout now = last.layout();
    return now.schema() == next.schema() && now.zeroThreshold() == next.zeroThreshold();
  }

  private boolean sameBounds(HistogramLayout next) {
    return Arrays.equals(last.layout().customBounds(), next.customBounds());
  }

  private void rewrite(LayoutUnion union, HistogramLayout layout) {
    SampleColumns samples = samples();
    count = 0;
    for (int i = 0; i < samples.size; i++) {
      FloatHistogram widened = union.widenChunks(histogram(samples, i), layout);
      write(samples.timestamps[i], widened, startTime(samples, i));
    }
  }

  private SampleColumns samples() {
    SampleColumns samples = new SampleColumns();
    HistogramReader.of(encoding).decode(toChunk(), samples);
    return samples;
  }

  private static FloatHistogram histogram(SampleColumns samples, int at) {
    return Objects.requireNonNull(samples.withHistograms()[at]);
  }

  private static long startTime(SampleColumns samples, int at) {
    return samples.startTimes == null ? 0 : samples.startTimes[at];
  }

  /** Writes a sample that has the layout of the chunk, or sets it, or is stale. */
  private void write(long timestamp, FloatHistogram given, long startTime) {
    FloatHistogram histogram = StaleMarker.isStale(given.sum()) ? HistogramFields.STALE : given;
    if (count == 0) {
      out = new BitWriter(128);
      out.write(0, 24);
      fields = newFields();
      startTimes = new StartTimeWriter(START_TIME_HEADER);
      step = 0;
      minTime = timestamp;
      HistogramLayoutWriter.write(out, histogram.layout());
      out.writeVarbitInt(timestamp);
      fields.writeFirst(out, histogram);
    } else {
      long newStep = timestamp - time;
      out.writeVarbitInt(newStep - step);
      step = newStep;
      fields.writeNext(out, histogram);
    }
    if (withStartTimes && count == 0) {
      startTimes.writeFirst(out, timestamp, startTime);
    } else if (withStartTimes) {
      startTimes.writeNext(out, count, time, startTime);
    }
    time = timestamp;
    last = histogram;
    count++;
    writeHeader();
  }

  private void writeHeader() {
    int bits =
        switch (header) {
          case UNKNOWN -> 0b00;
          case NOT_RESET -> 0b01;
          case RESET -> 0b10;
          case GAUGE -> 0b11;
        };
    out.setUnsignedShort(0, withStartTimes ? bits << 14 | count : count);
    if (!withStartTimes) {
      out.setByte(2, bits << 6);
    }
  }

  private HistogramFieldsWriter newFields() {
    return integers ? new IntegerHistogramFieldsWriter() : new FloatHistogramFieldsWriter();
  }

  private static boolean isInteger(Encoding encoding) {
    return encoding == Encoding.HISTOGRAM || encoding == Encoding.HISTOGRAM_ST;
  }
}
