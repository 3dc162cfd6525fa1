package io.promontory.adapter.blocks.downsampled;

/**
 * A stretch of time.
 *
 * @param from ms, inclusive
 * @param to ms, inclusive, not before {@code from}
 */
public record Span(long from, long to) {
  public Span {
    if (to < from) {
      throw new IllegalArgumentException("a span from " + from + " to " + to);
    }
  }

  /** Whether the two have a ms in common. */
  public boolean overlaps(Span other) {
    return from <= other.to && other.from <= to;
  }

  /** Whether all of the other lies in this one. */
  public boolean contains(Span other) {
    return from <= other.from && other.to <= to;
  }
}
