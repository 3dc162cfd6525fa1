package io.promontory.adapter.blocks.fetch;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Parts of one file in order. None lies inside another, so that of those that start before a range
 * the last one holds it, or none does. What is added or removed costs as much as it is, however
 * many there are: readers of many series leave hundreds of thousands. Not safe for concurrent use.
 */
final class Spans<S extends Span> {
  private final TreeMap<Long, S> byStart = new TreeMap<>();

  boolean isEmpty() {
    return byStart.isEmpty();
  }

  /** What holds a range in whole, or null. */
  @Nullable S holding(long start, long length) {
    Map.Entry<Long, S> last = byStart.floorEntry(start);
    return last != null && start + length <= last.getValue().end() ? last.getValue() : null;
  }

  /**
   * Adds a part, unless it lies inside of another.
   *
   * @param dropped gets what lies inside of another now, be it this one or older ones
   */
  void add(S part, Collection<? super S> dropped) {
    if (holding(part.start(), part.end() - part.start()) != null) {
      dropped.add(part);
      return;
    }
    Map.Entry<Long, S> next = byStart.ceilingEntry(part.start());
    while (next != null && next.getValue().end() <= part.end()) {
      dropped.add(next.getValue());
      byStart.remove(next.getKey());
      next = byStart.ceilingEntry(part.start());
    }
    byStart.put(part.start(), part);
  }

  /** Removes a part if it is there. */
  void remove(S part) {
    byStart.remove(part.start(), part);
  }
}
