package io.promontory.adapter.blocks.select;

import io.promontory.series.labels.Labels;

/**
 * A series of a block whose entry was read, with those of its chunks that are wanted.
 *
 * @param labels as they leave the store
 * @param chunks four numbers for each: time of the first and of the last sample in ms, reference,
 *     and the offset in its segment where it ends at the latest, 0 where that is unknown
 */
record StoredSeries(int id, Labels labels, long[] chunks) {
  /** Numbers for each chunk. */
  static final int WIDTH = 4;

  /** Bytes that it takes in memory, about, with one text of its own. */
  long memory() {
    return 128 + 8L * labels.size() + 8L * chunks.length;
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
