package io.promontory.rules.scan;

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
}
