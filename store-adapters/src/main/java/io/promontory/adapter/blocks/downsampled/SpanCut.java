package io.promontory.adapter.blocks.downsampled;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.histogram.FloatHistogram;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes of a chunk what lies in the spans that were chosen of its block. Rarely there is anything
 * to do: spans end where the block does, but where another resolution takes over.
 */
public final class SpanCut {
  private final List<Span> spans;
  private @Nullable SeriesDecoder decoder;

  /**
   * Cuts for one request.
   *
   * @param minTime of the request, ms; whether what is before it is left in does not matter
   * @param maxTime of the request, ms; likewise
   */
  public SpanCut(ChosenBlock chosen, long minTime, long maxTime) {
    List<Span> open = new ArrayList<>();
    for (Span span : chosen.spans()) {
      open.add(
          new Span(
              span.from() <= minTime ? Long.MIN_VALUE : span.from(),
              span.to() >= maxTime ? Long.MAX_VALUE : span.to()));
    }
    this.spans = open;
  }

  /**
   * The chunk itself where it lies in one span; else what of it lies in each. Chunks of windows are
   * only told to end earlier, others are written anew.
   *
   * @throws io.promontory.series.chunk.CorruptChunkException if the chunk must be read and cannot
   *     be
   */
  public List<Chunk> cut(Chunk chunk) {
    List<Chunk> parts = new ArrayList<>(1);
    for (Span span : spans) {
      if (span.from() <= chunk.minTime() && chunk.maxTime() <= span.to()) {
        return List.of(chunk);
      } else if (span.from() <= chunk.maxTime() && chunk.minTime() <= span.to()) {
        long from = Math.max(span.from(), chunk.minTime());
        long to = Math.min(span.to(), chunk.maxTime());
        if (chunk.encoding() == Encoding.AGGREGATES) {
          parts.add(
              new Chunk(chunk.encoding(), from, to, chunk.data(), chunk.offset(), chunk.length()));
        } else {
          rewrite(chunk, from, to, parts);
        }
      }
    }
    return parts;
  }

  private void rewrite(Chunk chunk, long from, long to, List<Chunk> parts) {
    SeriesDecoder reader = decoder;
    if (reader == null) {
      reader = new SeriesDecoder();
      decoder = reader;
    }
    SampleColumns samples = new SampleColumns();
    reader.decode(List.of(chunk), from, to, samples);
    OpenChunk open = new OpenChunk();
    for (int i = 0; i < samples.size; i++) {
      long start = samples.startTimes == null ? 0 : samples.startTimes[i];
      FloatHistogram histogram = samples.histograms == null ? null : samples.histograms[i];
      Chunk full =
          histogram == null
              ? open.append(samples.timestamps[i], samples.values[i], start)
              : open.append(samples.timestamps[i], histogram, start);
      if (full != null) {
        parts.add(full);
      }
    }
    if (!open.isEmpty()) {
      parts.add(open.toChunk());
    }
  }
}
