package io.promontory.objectstore.block.tombstones;

/**
 * A span of deleted time.
 *
 * @param from ms, inclusive
 * @param to ms, inclusive
 */
public record Interval(long from, long to) {
  public Interval {
    if (to < from) {
      throw new IllegalArgumentException("an interval from " + from + " to " + to);
    }
  }
}
