package io.promontory.adapter.blocks.downsampled;

import io.promontory.adapter.blocks.catalogue.CatalogueBlock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The blocks of one history by resolution. Windows of a downsampled block begin at multiples of its
 * resolution, are cut by the block's own edges, and are taken in whole or not at all: a window's
 * sample carries the time of its end.
 */
final class Levels {
  /**
   * A raw block begins at its first sample, up to a scrape after the time it stands for. So much of
   * a window may lack in what is there without the window being read in its place.
   */
  static final long SLACK_MS = 120_000;

  private final List<CatalogueBlock> blocks;
  private final long minTime;
  private final long maxTime;
  private final Map<Long, SpanSet> taken = new HashMap<>();
  private SpanSet covered = SpanSet.EMPTY;

  /** Looks for what lacks between two times, ms, inclusive. */
  Levels(List<CatalogueBlock> blocks, long minTime, long maxTime) {
    this.blocks = blocks;
    this.minTime = minTime;
    this.maxTime = maxTime;
  }

  /** The times to read at each resolution. */
  Map<Long, SpanSet> choose(long maxResolutionMs) {
    for (long resolution : BlockChoice.order(blocks, maxResolutionMs)) {
      SpanSet there = there(resolution);
      SpanSet missing = there.minus(covered);
      SpanSet fill;
      if (covered.isEmpty() || resolution == 0) {
        fill = missing;
      } else if (resolution <= maxResolutionMs) {
        fill = wholeWindows(missing, there, resolution);
      } else {
        fill = neededWindows(missing, there, resolution);
        evict(fill);
      }
      taken.put(resolution, fill);
      covered = covered.plus(fill);
    }
    return taken;
  }

  private SpanSet there(long resolution) {
    List<Span> spans = new ArrayList<>();
    for (CatalogueBlock block : blocks) {
      if (block.meta().resolution() == resolution) {
        spans.add(new Span(block.meta().minTime(), block.meta().maxTime() - 1));
      }
    }
    return SpanSet.union(spans);
  }

  /** Of what lacks the windows that lie in it wholly: the rest is in coarser windows. */
  private static SpanSet wholeWindows(SpanSet missing, SpanSet there, long resolution) {
    List<Span> fill = new ArrayList<>();
    for (Span hole : missing.spans()) {
      Span home = home(hole, there);
      long from = hole.from();
      if (from > home.from() && from != windowStart(from, resolution)) {
        from = windowEnd(from, resolution) + 1;
      }
      long to = hole.to();
      if (to < home.to() && to != windowEnd(to, resolution)) {
        to = windowStart(to, resolution) - 1;
      }
      if (from <= to) {
        fill.add(new Span(from, to));
      }
    }
    return SpanSet.union(fill);
  }

  /**
   * Windows of the time asked for that have more of what lacks than a scrape. One that ends behind
   * that time is of no use.
   */
  private SpanSet neededWindows(SpanSet missing, SpanSet there, long resolution) {
    List<Span> fill = new ArrayList<>();
    for (Span hole : missing.spans()) {
      if (hole.to() >= minTime && hole.from() <= maxTime) {
        Span home = home(hole, there);
        long endOfFirst = windowEnd(hole.from(), resolution);
        long startOfLast = windowStart(hole.to(), resolution);
        long inFirst = Math.min(hole.to(), endOfFirst) - hole.from() + 1;
        long inLast = hole.to() - Math.max(hole.from(), startOfLast) + 1;
        long from = Math.max(home.from(), windowStart(hole.from(), resolution));
        if (from < hole.from() && inFirst <= SLACK_MS) {
          from = endOfFirst + 1;
        }
        long to = Math.min(home.to(), windowEnd(hole.to(), resolution));
        if (to > hole.to() && inLast <= SLACK_MS) {
          to = startOfLast - 1;
        }
        from = Math.max(from, windowStart(Math.max(hole.from(), minTime), resolution));
        to = to > maxTime ? windowStart(maxTime + 1, resolution) - 1 : to;
        if (from <= to) {
          fill.add(new Span(from, to));
        }
      }
    }
    return SpanSet.union(fill);
  }

  /** Finer samples and windows give way where a coarser window tells more. */
  private void evict(SpanSet fill) {
    for (Map.Entry<Long, SpanSet> level : taken.entrySet()) {
      long resolution = level.getKey();
      List<Span> gone = new ArrayList<>();
      for (Span span : fill.spans()) {
        gone.add(new Span(windowStart(span.from(), resolution), windowEnd(span.to(), resolution)));
      }
      level.setValue(level.getValue().minus(SpanSet.union(gone)));
    }
  }

  private static Span home(Span hole, SpanSet there) {
    for (Span span : there.spans()) {
      if (span.contains(hole)) {
        return span;
      }
    }
    throw new IllegalStateException(hole + " is not in " + there);
  }

  private static long windowStart(long time, long resolution) {
    return resolution == 0 ? time : time - Math.floorMod(time, resolution);
  }

  private static long windowEnd(long time, long resolution) {
    return resolution == 0 ? time : windowStart(time, resolution) + resolution - 1;
  }
}
