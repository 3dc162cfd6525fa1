package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes chunks of aggregates into samples that stand for windows, one for each. Used by one
 * thread at a time.
 */
final class AggregateReader {
  /** Windows are at most so long, in ms. */
  static final long WIDEST_MS = 3_600_000;

  private static final long FIVE_MINUTES_MS = 300_000;

  private final Map<Encoding, ChunkReader> readers = new EnumMap<>(Encoding.class);
  private final SampleColumns counts = new SampleColumns();
  private final SampleColumns values = new SampleColumns();
  private final SampleColumns maxima = new SampleColumns();
  private final SampleColumns sums = new SampleColumns();
  private boolean lacking;

  /** Whether a chunk since the last call had not the aggregates that were asked for. */
  boolean takeLacking() {
    boolean was = lacking;
    lacking = false;
    return was;
  }

  /**
   * Appends the windows of a chunk that end within its own times. Where an aggregate is missing,
   * nothing is.
   *
   * @throws CorruptChunkException if the bytes break the format
   */
  void decode(Chunk chunk, Reduction reduction, SampleColumns out) {
    AggregateParts parts = AggregateParts.of(chunk);
    decode(parts.get(Aggregate.COUNT), counts);
    Reduction possible = possible(reduction, parts);
    int start = out.size;
    boolean whole =
        switch (possible) {
          case MEAN -> mean(parts, out);
          case COUNT -> plain(parts, Aggregate.COUNT, out);
          case SUM -> plain(parts, Aggregate.SUM, out);
          case MIN -> plain(parts, Aggregate.MIN, out);
          case MAX -> plain(parts, Aggregate.MAX, out);
          case COUNTER, RESETS -> counter(chunk, parts, out);
        };
    lacking |= !whole;
    long width = width(out, start);
    WindowColumns windows = out.size > start ? out.withWindows() : null;
    for (int i = start; windows != null && i < out.size; i++) {
      windows.widths[i] = width;
    }
    trim(chunk, width, out, start);
  }

  private static Reduction possible(Reduction reduction, AggregateParts parts) {
    return reduction == Reduction.RESETS && parts.get(Aggregate.MIN) != null
        ? Reduction.MIN
        : reduction;
  }

  /** Decodes a part; null leaves the columns empty. */
  private void decode(@Nullable Chunk part, SampleColumns to) {
    to.clear();
    if (part != null) {
      readers.computeIfAbsent(part.encoding(), AggregateReader::readerOf).decode(part, to);
    }
  }

  private static ChunkReader readerOf(Encoding encoding) {
    return switch (encoding) {
      case XOR -> new XorReader();
      case XOR2 -> new Xor2Reader();
      default -> HistogramReader.of(encoding);
    };
  }

  private boolean plain(AggregateParts parts, Aggregate aggregate, SampleColumns out) {
    decode(parts.get(aggregate), values);
    int count = 0;
    for (int i = 0; i < values.size; i++) {
      count = find(counts, values.timestamps[i], count);
      add(values, i, out);
      out.withWindows().counts[out.size - 1] = countAt(count, values.timestamps[i]);
    }
    return parts.get(aggregate) != null;
  }

  private boolean mean(AggregateParts parts, SampleColumns out) {
    decode(parts.get(Aggregate.SUM), values);
    int count = 0;
    for (int i = 0; i < values.size; i++) {
      count = find(counts, values.timestamps[i], count);
      double n = countAt(count, values.timestamps[i]);
      if (n > 0) {
        FloatHistogram histogram = values.histograms == null ? null : values.histograms[i];
        if (histogram == null) {
          out.add(values.timestamps[i], values.values[i] / n);
        } else {
          out.add(values.timestamps[i], histogram.divide(n));
        }
        out.withWindows().counts[out.size - 1] = n;
      }
    }
    return parts.get(Aggregate.SUM) != null && parts.get(Aggregate.COUNT) != null;
  }

  private boolean counter(Chunk chunk, AggregateParts parts, SampleColumns out) {
    decode(parts.get(Aggregate.COUNTER), values);
    int end = within(values, chunk.maxTime());
    if (values.histograms != null) {
      decode(parts.get(Aggregate.SUM), sums);
      HistogramCounter.append(values, end, counts, sums, out);
    } else if (end > 0) {
      double last = values.values[end - 1];
      int total = end - 1;
      if (end < values.size) {
        decode(parts.get(Aggregate.MAX), maxima);
        int at = find(maxima, values.timestamps[total], 0);
        boolean known = at < maxima.size && maxima.timestamps[at] == values.timestamps[total];
        last = known ? maxima.values[at] : values.values[total];
      } else if (end > 1 && values.timestamps[end - 2] == values.timestamps[end - 1]) {
        total--;
      }
      FloatCounter.append(values, total + 1, last, out);
    }
    return parts.get(Aggregate.COUNTER) != null;
  }

  private static int within(SampleColumns columns, long maxTime) {
    int end = columns.size;
    while (end > 0 && columns.timestamps[end - 1] > maxTime) {
      end--;
    }
    return end;
  }

  private static void add(SampleColumns from, int at, SampleColumns out) {
    FloatHistogram histogram = from.histograms == null ? null : from.histograms[at];
    if (histogram == null) {
      out.add(from.timestamps[at], from.values[at]);
    } else {
      out.add(from.timestamps[at], histogram);
    }
  }

  /** The first index from one on whose time is not before a given one. */
  static int find(SampleColumns columns, long time, int from) {
    int at = from;
    while (at < columns.size && columns.timestamps[at] < time) {
      at++;
    }
    return at;
  }

  private double countAt(int at, long time) {
    return at < counts.size && counts.timestamps[at] == time ? counts.values[at] : 0;
  }

  /**
   * How long the windows are, in ms. A chunk does not say, but windows begin at multiples of that;
   * only the last of a chunk may end early.
   */
  private static long width(SampleColumns out, int start) {
    long common = 0;
    for (int i = start; i < out.size - 1; i++) {
      long end = out.timestamps[i] + 1;
      if (end % FIVE_MINUTES_MS == 0) {
        common = gcd(common, end);
      }
    }
    return common != 0 && common % WIDEST_MS == 0 ? WIDEST_MS : FIVE_MINUTES_MS;
  }

  private static long gcd(long a, long b) {
    return b == 0 ? Math.abs(a) : gcd(b, a % b);
  }

  /** Drops windows that end before the chunk's first time or behind its last. */
  private static void trim(Chunk chunk, long width, SampleColumns out, int start) {
    int end = out.size;
    while (end > start && out.timestamps[end - 1] > chunk.maxTime()) {
      end--;
    }
    int first = start;
    while (first < end && windowEnd(out.timestamps[first], width) < chunk.minTime()) {
      first++;
    }
    out.move(first, start, end - first);
    out.size = start + end - first;
  }

  private static long windowEnd(long time, long width) {
    return time - Math.floorMod(time, width) + width - 1;
  }
}
