package io.promontory.series.chunk;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the chunks of one series into one sorted column of samples without duplicates. Reused
 * from series to series by one thread; for floats it allocates only while its buffers grow.
 *
 * <p>Chunks in time order are decoded one behind the other. Where one starts before the end of what
 * came before it, a new run begins; runs are merged pairwise until one is left. Where several
 * chunks hold a sample for the same timestamp, the one that is first in the list wins, whatever the
 * values are: stale markers and NaNs get no special treatment.
 *
 * <p>A histogram whose predecessor comes from another chunk tells nothing of a reset between the
 * two: its hint is unknown then, unless it is a gauge.
 *
 * <p>Chunks of aggregates become one sample for each window ({@link Reduction}). A window in which
 * there are samples that stand for themselves is left out, so that nothing counts twice. Windows
 * beside the time asked for are kept, two before it and one behind it: they tell what is known of
 * its edges.
 */
public final class SeriesDecoder {
  /** Windows that are kept before the first time. */
  public static final int WINDOWS_BEFORE = 2;

  private final XorReader xor = new XorReader();
  private final Map<Encoding, ChunkReader> others = new EnumMap<>(Encoding.class);
  private @Nullable CountsDecoder counts;
  private @Nullable AggregateReader aggregates;
  private final SampleColumns scratch = new SampleColumns();
  private int[] runs = new int[16];
  private int runCount;

  /**
   * Replaces the content of {@code out} with the samples of the chunks.
   *
   * @param minTime ms, inclusive
   * @param maxTime ms, inclusive
   * @throws CorruptChunkException if a chunk in the range breaks its format or goes back in time
   */
  public void decode(List<Chunk> chunks, long minTime, long maxTime, SampleColumns out) {
    decode(chunks, minTime, maxTime, Reduction.MEAN, out);
  }

  /**
   * As {@link #decode(List, long, long, SampleColumns)}.
   *
   * @param reduction what is wanted where only aggregates are left
   */
  public void decode(
      List<Chunk> chunks, long minTime, long maxTime, Reduction reduction, SampleColumns out) {
    out.clear();
    runCount = 0;
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      if (chunk.encoding() == Encoding.AGGREGATES) {
        decodeAggregates(chunk, minTime, maxTime, reduction, out);
      } else if (chunk.maxTime() >= minTime && chunk.minTime() <= maxTime) {
        decode(chunk, minTime, maxTime, out);
      }
    }
    while (runCount > 1) {
      mergePairs(out);
    }
    if (out.windows != null) {
      WindowOverlap.drop(out, out.windows);
    }
  }

  /** Whether an aggregate was asked for since the last call that a chunk did not have. */
  public boolean takeLackingAggregates() {
    return aggregates != null && aggregates.takeLacking();
  }

  private void decodeAggregates(
      Chunk chunk, long minTime, long maxTime, Reduction reduction, SampleColumns out) {
    long widest = WINDOWS_BEFORE * AggregateReader.WIDEST_MS;
    long reach = minTime < Long.MIN_VALUE + widest ? 0 : widest;
    if (chunk.maxTime() < minTime - reach || chunk.minTime() > maxTime) {
      return;
    }
    AggregateReader reader = aggregates;
    if (reader == null) {
      reader = new AggregateReader();
      aggregates = reader;
    }
    int start = out.size;
    reader.decode(chunk, reduction, out);
    WindowColumns windows = out.windows;
    if (windows != null && out.size > start) {
      long width = windows.widths[start];
      trim(
          minTime - Math.min(reach, WINDOWS_BEFORE * width),
          maxTime > Long.MAX_VALUE - width ? maxTime : maxTime + width,
          out,
          start);
      joined(out, start);
    }
  }

  private void joined(SampleColumns out, int start) {
    if (start > 0 && out.size > start) {
      if (out.timestamps[start] <= out.timestamps[start - 1]) {
        out.forgetHint(start);
        beginRun(start);
      } else {
        WindowOverlap.join(out, start);
      }
    } else if (out.size > start) {
      beginRun(start);
    }
  }

  /**
   * As {@link #decode}, but leaves out the buckets of native histograms, of which nothing remains
   * but count, sum, schema and a hint that knows of resets ({@link BucketlessHistograms}).
   */
  public void decodeCounts(
      List<Chunk> chunks, long minTime, long maxTime, Reduction reduction, SampleColumns out) {
    CountsDecoder decoder = counts;
    if (decoder == null) {
      decoder = new CountsDecoder();
      counts = decoder;
    }
    if (!decoder.decode(chunks, minTime, maxTime, out)) {
      decode(chunks, minTime, maxTime, reduction, out);
      BucketlessHistograms.reduce(out);
    }
  }

  private void decode(Chunk chunk, long minTime, long maxTime, SampleColumns out) {
    int start = out.size;
    ChunkReader reader = readerOf(chunk.encoding());
    if (reader == xor && chunk.maxTime() > maxTime) {
      xor.decodeUpTo(maxTime, chunk, out);
    } else {
      reader.decode(chunk, out);
    }
    if (reader.timesRepeat()) {
      dropRepeated(out, start);
    }
    trim(minTime, maxTime, out, start);
    if (start > 0) {
      out.forgetHint(start);
    }
    if (out.size > start && (start == 0 || out.timestamps[start] <= out.timestamps[start - 1])) {
      beginRun(start);
    }
  }

  private ChunkReader readerOf(Encoding encoding) {
    if (encoding == Encoding.XOR) {
      return xor;
    }
    return others.computeIfAbsent(
        encoding, other -> other == Encoding.XOR2 ? new Xor2Reader() : HistogramReader.of(other));
  }

  /** Of samples with equal timestamps the first stays. */
  private static void dropRepeated(SampleColumns out, int start) {
    int kept = start + 1;
    boolean dropped = false;
    for (int i = start + 1; i < out.size; i++) {
      if (out.timestamps[i] > out.timestamps[kept - 1]) {
        out.move(i, kept, 1);
        if (dropped) {
          out.forgetHint(kept);
        }
        kept++;
        dropped = false;
      } else {
        dropped = true;
      }
    }
    out.size = kept;
  }

  static void trim(long minTime, long maxTime, SampleColumns out, int start) {
    if (out.size > start && out.timestamps[out.size - 1] > maxTime) {
      out.size = firstAtLeast(out.timestamps, start, out.size, maxTime + 1);
    }
    if (out.size > start && out.timestamps[start] < minTime) {
      int first = firstAtLeast(out.timestamps, start, out.size, minTime);
      int kept = out.size - first;
      out.move(first, start, kept);
      out.size = start + kept;
    }
  }

  private static int firstAtLeast(long[] times, int from, int to, long time) {
    int at = Arrays.binarySearch(times, from, to, time);
    return at >= 0 ? at : -at - 1;
  }

  private void beginRun(int start) {
    if (runCount == runs.length) {
      runs = Arrays.copyOf(runs, runCount * 2);
    }
    runs[runCount++] = start;
  }

  /**
   * Merges runs 0 and 1, 2 and 3, ... through the scratch columns, whose arrays become the answer.
   */
  private void mergePairs(SampleColumns out) {
    scratch.clear();
    scratch.ensureCapacity(out.size);
    if (out.histograms != null) {
      scratch.withHistograms();
    }
    if (out.startTimes != null) {
      scratch.withStartTimes();
    }
    if (out.windows != null) {
      scratch.withWindows();
    }
    int merged = 0;
    for (int run = 0; run < runCount; run += 2) {
      int start = runs[run];
      int middle = run + 1 < runCount ? runs[run + 1] : out.size;
      int end = run + 2 < runCount ? runs[run + 2] : out.size;
      runs[merged++] = scratch.size;
      merge(out, start, middle, end);
    }
    runCount = merged;
    out.swap(scratch);
  }

  private void merge(SampleColumns from, int start, int middle, int end) {
    if (from.histograms != null || from.startTimes != null || from.windows != null) {
      RunMerge.merge(from, start, middle, end, scratch);
      return;
    }
    long[] times = from.timestamps;
    double[] values = from.values;
    int a = start;
    int b = middle;
    int to = scratch.size;
    while (a < middle && b < end) {
      long x = times[a];
      long y = times[b];
      int next = x <= y ? a : b;
      scratch.timestamps[to] = times[next];
      scratch.values[to++] = values[next];
      a += x <= y ? 1 : 0;
      b += y <= x ? 1 : 0;
    }
    to = copy(from, a, middle, to);
    scratch.size = copy(from, b, end, to);
  }

  private int copy(SampleColumns from, int start, int end, int to) {
    System.arraycopy(from.timestamps, start, scratch.timestamps, to, end - start);
    System.arraycopy(from.values, start, scratch.values, to, end - start);
    return to + end - start;
  }
}
