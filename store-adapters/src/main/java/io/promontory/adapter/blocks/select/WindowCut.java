package io.promontory.adapter.blocks.select;

import io.promontory.objectstore.block.tombstones.Interval;
import io.promontory.series.chunk.Chunk;
import java.util.List;

/**
 * Cuts spans of time out of chunks of windows. They are not written again, but told to begin later
 * or to end earlier: which windows belong to a chunk is for its own times to say.
 */
final class WindowCut {
  private WindowCut() {}

  /**
   * Adds what is left of a chunk.
   *
   * @param gone in order
   */
  static void cut(Chunk chunk, List<Interval> gone, List<Chunk> out) {
    long from = chunk.minTime();
    for (Interval interval : gone) {
      if (interval.to() < from) {
        continue;
      } else if (interval.from() > chunk.maxTime()) {
        break;
      }
      if (interval.from() > from) {
        out.add(part(chunk, from, interval.from() - 1));
      }
      if (interval.to() >= chunk.maxTime()) {
        return;
      }
      from = interval.to() + 1;
    }
    out.add(part(chunk, from, chunk.maxTime()));
  }

  private static Chunk part(Chunk chunk, long from, long to) {
    return new Chunk(chunk.encoding(), from, to, chunk.data(), chunk.offset(), chunk.length());
  }
}
