package io.promontory.objectstore.block.tombstones;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was deleted from a block after it was written: intervals by series id. Immutable. */
public final class Tombstones {
  public static final Tombstones NONE = new Tombstones(new TreeMap<>());

  private final SortedMap<Integer, List<Interval>> bySeries;

  private Tombstones(SortedMap<Integer, List<Interval>> bySeries) {
    this.bySeries = bySeries;
  }

  /** Intervals of a series, in order, none overlapping or touching; empty if it has none. */
  public List<Interval> of(int series) {
    return bySeries.isEmpty() ? List.of() : bySeries.getOrDefault(series, List.of());
  }

  /** Ids of series with intervals, in order. */
  public Iterable<Integer> series() {
    return bySeries.keySet();
  }

  public boolean isEmpty() {
    return bySeries.isEmpty();
  }

  /** How many intervals there are in all. */
  public long intervals() {
    return bySeries.values().stream().mapToLong(List::size).sum();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Tombstones that && bySeries.equals(that.bySeries);
  }

  @Override
  public int hashCode() {
    return bySeries.hashCode();
  }

  @Override
  public String toString() {
    return bySeries.toString();
  }

  /** Collects intervals in any order. Not safe for concurrent use. */
  public static final class Builder {
    private final Map<Integer, List<Interval>> collected = new TreeMap<>();

    public Builder add(int series, Interval interval) {
      collected.computeIfAbsent(series, id -> new ArrayList<>(1)).add(interval);
      return this;
    }

    public Tombstones build() {
      SortedMap<Integer, List<Interval>> bySeries = new TreeMap<>(Integer::compareUnsigned);
      collected.forEach((series, intervals) -> bySeries.put(series, joined(intervals)));
      return new Tombstones(bySeries);
    }

    private static List<Interval> joined(List<Interval> intervals) {
      List<Interval> joined = new ArrayList<>(intervals.size());
      intervals.sort(Comparator.comparingLong(Interval::from));
      for (Interval next : intervals) {
        Interval last = joined.isEmpty() ? null : joined.getLast();
        boolean touches =
            last != null && (last.to() == Long.MAX_VALUE || next.from() <= last.to() + 1);
        if (last != null && touches) {
          joined.set(joined.size() - 1, new Interval(last.from(), Math.max(last.to(), next.to())));
        } else {
          joined.add(next);
        }
      }
      return List.copyOf(joined);
    }
  }
}
