package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes native histograms without their buckets. Within a chunk its writer has seen to resets, so
 * that whole histograms are made only where one chunk follows another.
 */
final class CountsDecoder {
  private final Map<Encoding, ChunkReader> readers = new EnumMap<>(Encoding.class);

  /** The last histogram within the time range, with its buckets. */
  private @Nullable FloatHistogram last;

  /**
   * Replaces the content of {@code out} with the samples of chunks that do not overlap.
   *
   * @return false if they do, or hold a timestamp twice: then a histogram within a chunk may follow
   *     on one elsewhere, and its buckets are needed; also false for chunks of aggregates
   * @throws CorruptChunkException if a chunk in the range breaks its format or goes back in time
   */
  boolean decode(List<Chunk> chunks, long minTime, long maxTime, SampleColumns out) {
    out.clear();
    last = null;
    boolean begun = false;
    long end = 0;
    for (int i = 0; i < chunks.size(); i++) {
      Chunk chunk = chunks.get(i);
      if (chunk.encoding() == Encoding.AGGREGATES) {
        return false;
      } else if (chunk.maxTime() < minTime || chunk.minTime() > maxTime) {
        continue;
      }
      ChunkReader reader =
          readers.computeIfAbsent(chunk.encoding(), encoding -> readerOf(encoding));
      int start = out.size;
      int count = reader.decode(chunk, out);
      if (count == 0) {
        continue;
      } else if (reader.timesRepeat() || (begun && out.timestamps[start] <= end)) {
        return false;
      }
      begun = true;
      end = out.timestamps[out.size - 1];
      SeriesDecoder.trim(minTime, maxTime, out, start);
      if (reader instanceof HistogramReader histograms) {
        reduce(out, start, histograms);
      }
    }
    return true;
  }

  private static ChunkReader readerOf(Encoding encoding) {
    return switch (encoding) {
      case XOR -> new XorReader();
      case XOR2 -> new Xor2Reader();
      default -> HistogramReader.of(encoding, true);
    };
  }

  /** Takes the buckets of a chunk's first histogram away once they have told of a reset. */
  private void reduce(SampleColumns out, int start, HistogramReader reader) {
    @Nullable FloatHistogram[] histograms = out.withHistograms();
    int end = out.size;
    while (end > start && StaleMarker.isStale(out.values[end - 1])) {
      end--;
    }
    if (end == start) {
      return;
    }
    FloatHistogram first = histograms[start];
    if (first != null && !StaleMarker.isStale(first.sum())) {
      histograms[start] =
          BucketlessHistograms.reduced(
              first, last, BucketlessHistograms.layout(first.layout().schema()));
    }
    last = reader.last();
  }
}
