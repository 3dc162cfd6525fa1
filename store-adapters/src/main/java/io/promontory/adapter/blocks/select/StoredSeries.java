package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.chunks.Segments;
import io.promontory.series.chunk.Chunk;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * A series of a block whose entry was read, with those of its chunks that are wanted.
 *
 * @param labels as they leave the store
 * @param chunks four numbers for each: time of the first and of the last sample in ms, reference,
 *     and the offset in its segment where it ends at the latest, 0 where that is unknown
 * @param recent all samples from its first to its last, where some were looked at lately; of a
 *     series without chunks all that are wanted
 */
record StoredSeries(int id, Labels labels, long[] chunks, @Nullable Chunk recent) {
  /** Numbers for each chunk. */
  static final int WIDTH = 4;

  /** A chunk, its array and the room between them. */
  private static final int RECENT_BYTES = 72;

  StoredSeries(int id, Labels labels, long[] chunks) {
    this(id, labels, chunks, null);
  }

  StoredSeries withRecent(Chunk samples) {
    return new StoredSeries(id, labels, chunks, samples);
  }

  /** Bytes that it takes in memory, about, with one text of its own. */
  long memory() {
    int window = recent == null ? 0 : RECENT_BYTES + recent.length();
    return 128 + 8L * labels.size() + 8L * chunks.length + window;
  }

  /** Whether any chunk has samples of these times, ms and inclusive, or may have. */
  boolean overlaps(long from, long to) {
    for (int i = 0; i < chunkCount(); i++) {
      if (minTime(i) <= to && from <= maxTime(i)) {
        return true;
      }
    }
    return false;
  }

  /** Bytes of the chunks with samples of these times, as far as it is known where they end. */
  long bytes(long from, long to) {
    long bytes = 0;
    for (int i = 0; i < chunkCount(); i++) {
      if (minTime(i) <= to && from <= maxTime(i)) {
        bytes += Math.max(0, end(i) - Segments.offsetOf(ref(i)));
      }
    }
    return bytes;
  }

  /** Whether each chunk ends before the next one begins. */
  boolean isInOrder() {
    for (int i = 1; i < chunkCount(); i++) {
      if (maxTime(i - 1) >= minTime(i)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether some samples are all that there are of these times, ms and inclusive.
   *
   * @param samples all from its first to its last; of a series whose chunks are in order
   */
  boolean isAllOf(Chunk samples, long from, long to) {
    return (samples.minTime() <= from || isFirstAfter(from, samples.minTime()))
        && (samples.maxTime() >= to || isLastBefore(to, samples.maxTime()));
  }

  /** Whether a sample begins a chunk, and those before it end before a time. */
  private boolean isFirstAfter(long time, long sample) {
    for (int i = 0; i < chunkCount(); i++) {
      if (minTime(i) == sample) {
        return i == 0 || maxTime(i - 1) < time;
      }
    }
    return false;
  }

  /** Whether a sample ends a chunk, and those behind it begin after a time. */
  private boolean isLastBefore(long time, long sample) {
    for (int i = 0; i < chunkCount(); i++) {
      if (maxTime(i) == sample) {
        return i + 1 == chunkCount() || minTime(i + 1) > time;
      }
    }
    return false;
  }

  int chunkCount() {
    return chunks.length / WIDTH;
  }

  long minTime(int chunk) {
    return chunks[WIDTH * chunk];
  }

  long maxTime(int chunk) {
    return chunks[WIDTH * chunk + 1];
  }

  long ref(int chunk) {
    return chunks[WIDTH * chunk + 2];
  }

  long end(int chunk) {
    return chunks[WIDTH * chunk + 3];
  }

  /** Tells where the last chunk ends at the latest, once it is known. */
  void endLast(long end) {
    chunks[chunks.length - 1] = end;
  }
}
