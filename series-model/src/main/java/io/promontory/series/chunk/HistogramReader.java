package io.promontory.series.chunk;

import io.promontory.series.histogram.BucketBounds;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import org.jspecify.annotations.Nullable;

/**
 * Decodes chunks of native histograms (Prometheus TSDB, chunk format), of integers or floats, with
 * or without start times. All samples of a chunk but stale ones share one layout.
 *
 * <p>Hints are those that Prometheus reads: samples of a gauge chunk are gauges; of others the
 * first one is unknown, whatever the chunk's header says of it, because the chunk before it may be
 * gone; the others are known not to be resets.
 */
final class HistogramReader implements ChunkReader {
  private static final int HEADER_BYTES = 3;
  private static final int GAUGE_BITS = 0b11;
  private static final int MAX_ST_SAMPLES = 0x3fff;

  /** Time, count, zero count and sum take a bit each. */
  private static final int MIN_SAMPLE_BITS = 4;

  /** Most bucket counts of one chunk that are unpacked: 32 MiB. */
  private static final int MAX_COUNTS = 1 << 22;

  private final HistogramFields fields;
  private final boolean withStartTimes;
  private final boolean countsOnly;
  private final BitReader in = new BitReader();
  private final StartTimeReader startTimes = new StartTimeReader();
  private HistogramLayout written = HistogramLayout.EMPTY;
  private boolean timesRepeat;

  private HistogramReader(HistogramFields fields, boolean withStartTimes, boolean countsOnly) {
    this.fields = fields;
    this.withStartTimes = withStartTimes;
    this.countsOnly = countsOnly;
  }

  static HistogramReader of(Encoding encoding) {
    return of(encoding, false);
  }

  /**
   * A reader of an encoding.
   *
   * @param countsOnly true to make histograms without buckets of all but the first of a chunk
   */
  static HistogramReader of(Encoding encoding, boolean countsOnly) {
    return switch (encoding) {
      case HISTOGRAM -> new HistogramReader(new IntegerHistogramFields(), false, countsOnly);
      case FLOAT_HISTOGRAM -> new HistogramReader(new FloatHistogramFields(), false, countsOnly);
      case HISTOGRAM_ST -> new HistogramReader(new IntegerHistogramFields(), true, countsOnly);
      case FLOAT_HISTOGRAM_ST -> new HistogramReader(new FloatHistogramFields(), true, countsOnly);
      case XOR, XOR2, AGGREGATES ->
          throw new IllegalArgumentException(encoding + " chunks hold no histograms");
    };
  }

  @Override
  public boolean timesRepeat() {
    return timesRepeat;
  }

  /** The last histogram of the chunk decoded last that is not stale, with its buckets. */
  FloatHistogram last() {
    return inUse(fields.last(written, ResetHint.UNKNOWN));
  }

  @Override
  public int decode(Chunk chunk, SampleColumns out) {
    in.open(chunk);
    if (chunk.length() < HEADER_BYTES) {
      throw in.corrupt("it ends within its header");
    }
    int head = (int) in.bits(16);
    int third = (int) in.bits(8);
    int count = withStartTimes ? head & MAX_ST_SAMPLES : head;
    boolean gauge = (withStartTimes ? head >>> 14 : third >>> 6) == GAUGE_BITS;
    timesRepeat = false;
    if (count == 0) {
      return 0;
    }
    startTimes.begin(withStartTimes ? third : 0);
    written = HistogramLayoutReader.read(in);
    if (in.bitsLeft() < (long) MIN_SAMPLE_BITS * count + written.buckets()) {
      throw in.corrupt("it is too short for its " + count + " samples");
    }
    out.ensureCapacity(out.size + count);
    decode(gauge, count, out);
    out.advanceWritten(count);
    return count;
  }

  private void decode(boolean gauge, int count, SampleColumns out) {
    HistogramLayout bucketless =
        BucketlessHistograms.layout(Math.min(written.schema(), BucketBounds.MAX_SCHEMA));
    ResetHint hint = gauge ? ResetHint.GAUGE : ResetHint.NOT_RESET;
    @Nullable FloatHistogram[] histograms = out.withHistograms();
    int at = out.size;
    long time = in.varbitInt();
    FloatHistogram first =
        fields.readFirst(in, written, gauge ? ResetHint.GAUGE : ResetHint.UNKNOWN);
    long start = startTimes.readFirst(in, time);
    in.checkEnd(count);
    put(out, at, time, start);
    histograms[at] = inUse(first);
    out.values[at] = first.sum();
    long step = 0;
    long unpacked = written.buckets();
    for (int i = 1; i < count; i++) {
      long previous = time;
      step += in.varbitInt();
      time += step;
      FloatHistogram next =
          countsOnly
              ? fields.skimNext(in, written, bucketless, hint)
              : fields.readNext(in, written, hint);
      start = startTimes.readNext(in, i, previous);
      in.checkEnd(count);
      unpacked += next == HistogramFields.STALE ? 0 : written.buckets();
      if (time < previous || unpacked > MAX_COUNTS) {
        throw in.corrupt(
            time < previous
                ? "time goes back from " + previous + " to " + time
                : "its samples have more than " + MAX_COUNTS + " bucket counts");
      }
      timesRepeat |= time == previous;
      put(out, at + i, time, start);
      histograms[at + i] = inUse(next);
      out.values[at + i] = next.sum();
    }
  }

  /** Schemas finer than any in use are reserved for the future; Prometheus merges their buckets. */
  private static FloatHistogram inUse(FloatHistogram histogram) {
    return histogram.layout().schema() <= BucketBounds.MAX_SCHEMA
        ? histogram
        : histogram.toSchema(BucketBounds.MAX_SCHEMA).withHint(histogram.hint());
  }

  private static void put(SampleColumns out, int at, long time, long start) {
    out.timestamps[at] = time;
    if (start != 0 || out.startTimes != null) {
      out.withStartTimes()[at] = start;
    }
  }
}
