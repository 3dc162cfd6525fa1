package io.promontory.adapter.blocks.select;

import io.promontory.adapter.blocks.fetch.FileRanges;
import io.promontory.adapter.blocks.fetch.WantedRanges;
import io.promontory.objectstore.block.ByteCursor;
import io.promontory.objectstore.block.chunks.Segments;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stretches of chunk segments to read at once: chunks that follow each other without a gap are one
 * stretch. Filled in any order, then read. Used by one thread.
 */
final class ChunkRuns {
  private static final int MOST_BYTES = 64 << 20;

  private final OpenBlock block;
  private long[] starts = new long[64];
  private long[] ends = new long[64];
  private int count;
  private int[] rangeOf = {};
  private FileRanges[] filesOf = {};

  ChunkRuns(OpenBlock block) {
    this.block = block;
  }

  /**
   * Adds a chunk behind those added before.
   *
   * @param ref where it starts
   * @param end offset in its segment before which it ends
   * @return the number of the run that it is in
   */
  int add(long ref, long end) {
    long endRef = (Segments.segmentOf(ref) << 32) | end;
    if (count > 0 && ends[count - 1] == ref && endRef - starts[count - 1] <= MOST_BYTES) {
      ends[count - 1] = endRef;
      return count - 1;
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    starts[count] = ref;
    ends[count] = endRef;
    return count++;
  }

  /** Reads all runs, those of several segments side by side. */
  void read() {
    rangeOf = new int[count];
    filesOf = new FileRanges[count];
    List<WantedRanges> wanted = new ArrayList<>();
    int[] fileOf = new int[count];
    long segment = -1;
    for (int run : order()) {
      if (Segments.segmentOf(starts[run]) != segment) {
        segment = Segments.segmentOf(starts[run]);
        wanted.add(block.ofSegment((int) Math.min(segment, Integer.MAX_VALUE), count));
      }
      fileOf[run] = wanted.size() - 1;
      rangeOf[run] =
          wanted
              .getLast()
              .add(Segments.offsetOf(starts[run]), Math.toIntExact(ends[run] - starts[run]));
    }
    List<FileRanges> files = block.fetch(wanted);
    for (int run = 0; run < count; run++) {
      filesOf[run] = files.get(fileOf[run]);
    }
  }

  /** A cursor at a chunk, up to the end of its run. */
  ByteCursor at(int run, long ref) {
    ByteCursor cursor = filesOf[run].cursor(rangeOf[run]);
    cursor.skip((int) (ref - starts[run]));
    return cursor;
  }

  /** Runs by place; mostly they came in that order. */
  private int[] order() {
    int[] order = new int[count];
    boolean sorted = true;
    for (int i = 0; i < count; i++) {
      order[i] = i;
      sorted &= i == 0 || starts[i - 1] <= starts[i];
    }
    if (sorted) {
      return order;
    }
    return Arrays.stream(order)
        .boxed()
        .sorted((a, b) -> Long.compare(starts[a], starts[b]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
