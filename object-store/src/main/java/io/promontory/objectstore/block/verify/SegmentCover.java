package io.promontory.objectstore.block.verify;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.chunks.Segments;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which bytes of a segment belong to a chunk of a series. Chunks mostly come in the order of the
 * file, so that hardly anything is to be remembered.
 */
final class SegmentCover {
  private static final int MOST_GAPS = 100_000;

  private final BlockFile file;
  private final Findings findings;

  /** What no chunk has: first byte to first byte behind. */
  private final TreeMap<Long, Long> gaps = new TreeMap<>();

  private long end = Segments.HEAD_BYTES;
  private boolean complete = true;

  SegmentCover(BlockFile file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /** A chunk of so many bytes stands at an offset. */
  void add(long offset, long length) {
    if (offset >= end) {
      if (offset > end && complete) {
        complete = gaps.size() < MOST_GAPS;
        gaps.put(end, offset);
      }
      end = offset + length;
    } else if (complete) {
      fill(offset, offset + length);
    }
  }

  private void fill(long from, long to) {
    Map.Entry<Long, Long> gap = gaps.floorEntry(from);
    if (gap == null || gap.getValue() < to) {
      findings.add(
          new Finding(file.name(), from, "a chunk here overlaps another one, or belongs to two"));
      return;
    }
    gaps.remove(gap.getKey());
    if (gap.getKey() < from) {
      gaps.put(gap.getKey(), from);
    }
    if (to < gap.getValue()) {
      gaps.put(to, gap.getValue());
    }
  }

  /** Finds what no chunk has; once, at the end. */
  void finish() {
    if (end < file.size()) {
      gaps.put(end, file.size());
    }
    if (complete) {
      gaps.forEach(
          (from, to) ->
              findings.add(
                  new Finding(
                      file.name(), from, (to - from) + " bytes belong to no chunk of a series")));
    }
  }
}
