package io.promontory.rules.scan;

import java.util.List;

/**
 * The time that readers of a selector want, by the time of their tick.
 *
 * @param before ms from the earliest sample wanted to the tick
 * @param after ms from the tick to the latest sample wanted; mostly 0, or negative with an offset
 * @param readers how many asked
 */
record ScanRange(long before, long after, int readers) {
  ScanRange and(ScanRange other) {
    return new ScanRange(
        Math.max(before, other.before), Math.max(after, other.after), readers + other.readers);
  }

  boolean holds(ScanRange other) {
    return before >= other.before && after >= other.after;
  }

  /**
   * Adds it to those of other readers: together with one that it overlaps by at least half of the
   * shorter, as one read for times far apart would read all that lies between.
   */
  void addTo(List<ScanRange> others) {
    for (int i = 0; i < others.size(); i++) {
      ScanRange other = others.get(i);
      long shared = Math.min(before, other.before) + Math.min(after, other.after);
      if (2 * shared >= Math.min(before + after, other.before + other.after)) {
        others.set(i, other.and(this));
        return;
      }
    }
    others.add(this);
  }
}
