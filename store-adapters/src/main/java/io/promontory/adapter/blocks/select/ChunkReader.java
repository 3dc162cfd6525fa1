package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.chunks.ChunkRecord;
import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.objectstore.bucket.ObjectInfo;
import java.util.List;

/**
 * Reads the chunks of many series of a block at once. Where a chunk ends shows in the place of the
 * one behind it, if that is known; else a guess is read, and what is longer is asked for again.
 * Used by one thread.
 */
final class ChunkReader {
  private static final int LEAST_GUESS = 128;
  private static final int MOST_GUESS = 16 << 10;

  /** Where the next chunk is further away than this, something else lies between the two. */
  private static final int MOST_KNOWN = 1 << 20;

  /** Stands for a record of which too little was read. */
  private static final ChunkRecord NOT_WHOLE = new ChunkRecord(0, new byte[0], 0, 0);

  private final OpenBlock block;
  private final int guess;

  ChunkReader(OpenBlock block) {
    this.block = block;
    long bytes = 0;
    for (ObjectInfo segment : block.block().folder().segments()) {
      bytes += segment.size();
    }
    long mean = bytes / Math.max(1, block.block().meta().stats().chunks());
    this.guess = Math.clamp(mean + mean / 2, LEAST_GUESS, MOST_GUESS);
  }

  /** How many bytes the chunks of a series take, about. */
  long bytes(StoredSeries series) {
    long bytes = 0;
    for (int i = 0; i < series.chunkCount(); i++) {
      bytes += end(series, i) - Segments.offsetOf(series.ref(i));
    }
    return bytes;
  }

  /** Reads the chunks of all these series; their records come in the order of series and chunks. */
  ChunkRecord[] read(List<StoredSeries> series) {
    int count = 0;
    for (StoredSeries one : series) {
      count += one.chunkCount();
    }
    ChunkRuns runs = new ChunkRuns(block);
    int[] runOf = new int[count];
    int next = 0;
    for (StoredSeries one : series) {
      for (int i = 0; i < one.chunkCount(); i++) {
        runOf[next++] = runs.add(one.ref(i), end(one, i));
      }
    }
    runs.read();
    ChunkRecord[] records = new ChunkRecord[count];
    boolean all = true;
    next = 0;
    for (StoredSeries one : series) {
      for (int i = 0; i < one.chunkCount(); i++, next++) {
        ByteCursor at = runs.at(runOf[next], one.ref(i));
        long size = ChunkRecord.size(at);
        records[next] = size < 0 || size > at.remaining() ? NOT_WHOLE : ChunkRecord.parse(at);
        all &= records[next] != NOT_WHOLE;
        if (one.end(i) == 0 && size > 0 && i + 1 == one.chunkCount()) {
          one.endLast(Segments.offsetOf(one.ref(i)) + size); // for who asks for the series again
        }
      }
    }
    if (!all) {
      readLonger(series, runs, runOf, records);
    }
    return records;
  }

  private void readLonger(
      List<StoredSeries> series, ChunkRuns runs, int[] runOf, ChunkRecord[] records) {
    ChunkRuns longer = new ChunkRuns(block);
    int[] longerOf = new int[records.length];
    int next = 0;
    for (StoredSeries one : series) {
      for (int i = 0; i < one.chunkCount(); i++, next++) {
        if (records[next] == NOT_WHOLE) {
          long size = ChunkRecord.size(runs.at(runOf[next], one.ref(i)));
          longerOf[next] = longer.add(one.ref(i), wholeEnd(one.ref(i), size));
        }
      }
    }
    longer.read();
    next = 0;
    for (StoredSeries one : series) {
      for (int i = 0; i < one.chunkCount(); i++, next++) {
        if (records[next] == NOT_WHOLE) {
          records[next] = ChunkRecord.parse(longer.at(longerOf[next], one.ref(i)));
        }
      }
    }
  }

  /** Where a chunk of a known size ends; of one whose size did not show, where a guess ends. */
  private long wholeEnd(long ref, long size) {
    ObjectInfo segment = segment(ref);
    long start = Segments.offsetOf(ref);
    if (size > segment.size() - start) {
      throw corrupt(ref, "a chunk of " + size + " bytes goes beyond the end");
    }
    return size < 0 ? Math.min(segment.size(), start + MOST_GUESS) : start + size;
  }

  /** Where to read up to for a chunk. */
  private long end(StoredSeries series, int chunk) {
    long ref = series.ref(chunk);
    long start = Segments.offsetOf(ref);
    long size = segment(ref).size();
    if (start < Segments.HEAD_BYTES || start >= size) {
      throw corrupt(ref, "no chunk starts here");
    }
    long known = series.end(chunk);
    boolean isKnown = known > start && known - start <= MOST_KNOWN && known <= size;
    return isKnown ? known : Math.min(size, start + guess);
  }

  private ObjectInfo segment(long ref) {
    List<ObjectInfo> segments = block.block().folder().segments();
    long segment = Segments.segmentOf(ref);
    if (segment >= segments.size()) {
      throw corrupt(
          ref, "a chunk is in segment " + (segment + 1) + ", but there are " + segments.size());
    }
    return segments.get((int) segment);
  }

  private CorruptBlockException corrupt(long ref, String problem) {
    return block.corruptChunk(ref, problem);
  }
}
