package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.objectstore.block.chunks.UnknownEncodingException;
import io.promontory.objectstore.block.tombstones.Interval;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.List;

/** Turns the records of chunks into chunks of the samples that are left. Used by one thread. */
final class BlockSamples {
  private final OpenBlock block;
  private final ChunkCut cut = new ChunkCut();

  /** Times of the request that are read from other blocks. */
  private final List<Interval> elsewhere;

  BlockSamples(OpenBlock block, SelectedBlock selected) {
    this.block = block;
    this.elsewhere = elsewhere(selected);
  }

  private static List<Interval> elsewhere(SelectedBlock selected) {
    SelectRequest request = selected.request();
    List<Interval> holes = new ArrayList<>();
    long from = request.minTime();
    for (var span : selected.chosen().spans()) {
      if (span.from() > from) {
        holes.add(new Interval(from, span.from() - 1));
      }
      from = span.to() == Long.MAX_VALUE ? Long.MAX_VALUE : Math.max(from, span.to() + 1);
    }
    if (from <= request.maxTime()) {
      holes.add(new Interval(from, request.maxTime()));
    }
    return holes;
  }

  /**
   * The chunks of a series; none if nothing is left of it.
   *
   * @param first index of its first record
   */
  List<Chunk> of(StoredSeries series, ChunkRecord[] records, int first) {
    List<Interval> deleted = block.deleted(series.id());
    int count = series.chunkCount();
    if (deleted.isEmpty() && areHere(series)) {
      Chunk[] whole = new Chunk[count];
      for (int i = 0; i < count; i++) {
        whole[i] = chunk(series, i, records[first + i]);
      }
      return List.of(whole);
    }
    List<Chunk> chunks = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Chunk chunk = chunk(series, i, records[first + i]);
      add(chunk, deleted, chunks);
    }
    return chunks;
  }

  /** Whether nothing of the time from the first to the last chunk is read from other blocks. */
  private boolean areHere(StoredSeries series) {
    int last = series.chunkCount() - 1;
    return elsewhere.isEmpty()
        || !ChunkCut.touches(elsewhere, series.minTime(0), series.maxTime(last));
  }

  private void add(Chunk chunk, List<Interval> deleted, List<Chunk> out) {
    boolean whole =
        !ChunkCut.touches(deleted, chunk.minTime(), chunk.maxTime())
            && !ChunkCut.touches(elsewhere, chunk.minTime(), chunk.maxTime());
    if (whole) {
      out.add(chunk);
      return;
    }
    List<Chunk> left = new ArrayList<>();
    cut(chunk, deleted, left);
    left.forEach(one -> cut(one, elsewhere, out));
  }

  private void cut(Chunk chunk, List<Interval> gone, List<Chunk> out) {
    if (chunk.encoding() == Encoding.AGGREGATES) {
      WindowCut.cut(chunk, gone, out);
    } else {
      cut.cut(chunk, gone, out);
    }
  }

  private Chunk chunk(StoredSeries series, int chunk, ChunkRecord record) {
    try {
      return record.samples(series.minTime(chunk), series.maxTime(chunk));
    } catch (UnknownEncodingException e) {
      throw block.corruptChunk(series.ref(chunk), String.valueOf(e.getMessage()));
    }
  }
}
