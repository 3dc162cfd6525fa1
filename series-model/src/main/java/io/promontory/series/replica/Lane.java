package io.promontory.series.replica;

import io.promontory.series.replica.Segment.How;
import io.promontory.series.store.Origin;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What one source gave to an answer, over time. */
public final class Lane {
  private final Origin origin;
  private final Lanes all;
  private final BitSet used = new BitSet();
  private final BitSet downsampled = new BitSet();
  private final Map<String, BitSet> filled = new TreeMap<>();
  private long series;
  private long samples;

  Lane(Origin origin, Lanes all) {
    this.origin = origin;
    this.all = all;
  }

  /** Notes samples from one time to another, both inclusive. */
  void mark(How how, @Nullable String instead, long fromMs, long toMs) {
    int from = all.slot(fromMs);
    int to = all.slot(toMs) + 1;
    if (to <= 0 || from >= all.slots()) {
      return;
    }
    BitSet marks =
        how == How.DOWNSAMPLED
            ? downsampled
            : instead == null ? used : filled.computeIfAbsent(instead, any -> new BitSet());
    marks.set(Math.max(0, from), Math.min(all.slots(), to));
  }

  void count(long moreSeries, long moreSamples) {
    series += moreSeries;
    samples += moreSamples;
  }

  public Origin origin() {
    return origin;
  }

  /** Series of which it gave samples, those of several selectors each time. */
  public long series() {
    return series;
  }

  /** Samples of it that count. */
  public long samples() {
    return samples;
  }

  /** When it gave samples, by time; spans of several ways may overlap. */
  public List<Segment> segments() {
    List<Segment> segments = new ArrayList<>();
    add(used, How.USED, null, segments);
    filled.forEach((instead, marks) -> add(marks, How.FILLED, instead, segments));
    add(downsampled, How.DOWNSAMPLED, null, segments);
    segments.sort(Comparator.comparingLong(Segment::fromMs));
    return segments;
  }

  private void add(BitSet marks, How how, @Nullable String instead, List<Segment> segments) {
    for (int from = marks.nextSetBit(0); from >= 0; ) {
      int to = marks.nextClearBit(from);
      segments.add(new Segment(all.startOf(from), all.startOf(to), how, instead));
      from = marks.nextSetBit(to);
    }
  }
}
