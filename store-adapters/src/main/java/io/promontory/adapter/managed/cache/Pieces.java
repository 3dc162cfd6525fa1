package io.promontory.adapter.managed.cache;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.SeriesDecoder;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes pieces anew. */
final class Pieces {
  private Pieces() {}

  /** A piece without the samples outside its time. */
  static Piece cut(Piece piece) {
    return written(piece.fromMs(), piece.toMs(), piece.series());
  }

  /** The same samples in as few pieces as can be: one for each stretch without a gap. */
  static List<Piece> joined(List<Piece> pieces) {
    List<Piece> joined = new ArrayList<>();
    List<Piece> sorted = pieces.stream().sorted(Comparator.comparingLong(Piece::fromMs)).toList();
    int first = 0;
    while (first < sorted.size()) {
      long to = sorted.get(first).toMs();
      Map<Labels, List<Chunk>> series = new TreeMap<>();
      int next = first;
      while (next < sorted.size() && sorted.get(next).fromMs() <= to + 1) {
        Piece piece = sorted.get(next++);
        to = Math.max(to, piece.toMs());
        piece
            .series()
            .forEach(
                (labels, chunks) ->
                    series.computeIfAbsent(labels, any -> new ArrayList<>()).addAll(chunks));
      }
      joined.add(written(sorted.get(first).fromMs(), to, series));
      first = next;
    }
    return joined;
  }

  private static Piece written(long fromMs, long toMs, Map<Labels, List<Chunk>> series) {
    SeriesDecoder decoder = new SeriesDecoder();
    SampleColumns samples = new SampleColumns();
    Map<Labels, List<Chunk>> written = new TreeMap<>();
    series.forEach(
        (labels, chunks) -> {
          samples.clear();
          decoder.decode(chunks, fromMs, toMs, samples);
          if (samples.size > 0) {
            written.put(labels, chunks(samples));
          }
        });
    return new Piece(fromMs, toMs, written);
  }

  private static List<Chunk> chunks(SampleColumns samples) {
    OpenChunk open = new OpenChunk();
    List<Chunk> chunks = new ArrayList<>();
    for (int i = 0; i < samples.size; i++) {
      Chunk full = open.append(samples.timestamps[i], samples.values[i], 0);
      if (full != null) {
        chunks.add(full);
      }
    }
    chunks.add(open.toChunk());
    return chunks;
  }
}
