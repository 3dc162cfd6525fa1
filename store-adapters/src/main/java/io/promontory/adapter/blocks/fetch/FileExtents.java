package io.promontory.adapter.blocks.fetch;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * The extents of a file that are in the cache, in order. None lies inside another, so that of those
 * that start before a range the last one holds it, or none does. Immutable.
 */
final class FileExtents {
  static final FileExtents NONE = new FileExtents(new Extent[0]);

  private final Extent[] extents;

  private FileExtents(Extent[] extents) {
    this.extents = extents;
  }

  boolean isEmpty() {
    return extents.length == 0;
  }

  /**
   * Finds wanted ranges by walking both in order.
   *
   * @param found gets an extent for each range that one holds
   * @return how many were found
   */
  int find(WantedRanges wanted, FileRanges found) {
    int hits = 0;
    int at = -1;
    for (int i = 0; i < wanted.count(); i++) {
      long start = wanted.start(i);
      at = lastAtOrBefore(start, at);
      if (at >= 0 && extents[at].holds(start, wanted.length(i))) {
        found.set(i, extents[at]);
        hits++;
      }
    }
    return hits;
  }

  /**
   * The last extent that starts at or before an offset: from one on that does, by steps that
   * double, so that a walk over all costs as little as a single search.
   */
  private int lastAtOrBefore(long offset, int from) {
    int low = from;
    int step = 1;
    while (low + step < extents.length && extents[low + step].start() <= offset) {
      low += step;
      step *= 2;
    }
    int high = Math.min(extents.length, low + step);
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (extents[middle].start() <= offset) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * With other extents, but for those that lie inside of one.
   *
   * @param dropped gets those, new and old
   */
  FileExtents plus(List<Extent> more, Collection<Extent> dropped) {
    Extent[] all = new Extent[extents.length + more.size()];
    System.arraycopy(extents, 0, all, 0, extents.length);
    for (int i = 0; i < more.size(); i++) {
      all[extents.length + i] = more.get(i);
    }
    // Of those with the same start the longest comes first and holds the others.
    Arrays.sort(
        all,
        Comparator.comparingLong(Extent::start)
            .thenComparing(Comparator.comparingLong(Extent::end).reversed()));
    int n = 0;
    for (Extent extent : all) {
      if (n > 0 && extent.end() <= all[n - 1].end()) {
        dropped.add(extent);
      } else {
        all[n++] = extent;
      }
    }
    return new FileExtents(Arrays.copyOf(all, n));
  }

  FileExtents minus(Extent gone) {
    Extent[] rest = new Extent[extents.length];
    int n = 0;
    for (Extent extent : extents) {
      if (extent != gone) {
        rest[n++] = extent;
      }
    }
    return n == 0 ? NONE : new FileExtents(Arrays.copyOf(rest, n));
  }
}
