package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.tombstones.Deletion;
import io.promontory.objectstore.block.tombstones.Interval;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.histogram.FloatHistogram;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts spans of time out of chunks and writes again what is left. Used by one thread. */
final class ChunkCut {
  private final SeriesDecoder decoder = new SeriesDecoder();
  private final SampleColumns samples = new SampleColumns();

  /** Whether a span of time, ms and inclusive, has anything of some intervals. */
  static boolean touches(List<Interval> intervals, long from, long to) {
    for (Interval interval : intervals) {
      if (interval.from() <= to && from <= interval.to()) {
        return true;
      }
    }
    return false;
  }

  /** Whether an interval covers a span of time, ms and inclusive. */
  static boolean covers(List<Interval> intervals, long from, long to) {
    for (Interval interval : intervals) {
      if (interval.from() <= from && to <= interval.to()) {
        return true;
      }
    }
    return false;
  }

  /**
   * Adds what is left of a chunk: nothing, itself, or new ones.
   *
   * @throws io.promontory.series.chunk.CorruptChunkException if it cannot be decoded
   */
  void cut(Chunk chunk, List<Interval> gone, List<Chunk> out) {
    decoder.decode(List.of(chunk), Long.MIN_VALUE, Long.MAX_VALUE, samples);
    int before = samples.size;
    Deletion.apply(gone, samples);
    if (samples.size == before) {
      out.add(chunk);
    } else if (samples.size > 0) {
      write(out);
    }
  }

  private void write(List<Chunk> out) {
    OpenChunk open = new OpenChunk();
    @Nullable FloatHistogram[] histograms = samples.histograms;
    long[] startTimes = samples.startTimes;
    for (int i = 0; i < samples.size; i++) {
      long startTime = startTimes == null ? 0 : startTimes[i];
      FloatHistogram histogram = histograms == null ? null : histograms[i];
      Chunk full =
          histogram == null
              ? open.append(samples.timestamps[i], samples.values[i], startTime)
              : open.append(samples.timestamps[i], histogram, startTime);
      if (full != null) {
        out.add(full);
      }
    }
    out.add(open.toChunk());
  }
}
