package io.promontory.series.replica;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.WindowColumns;
import io.promontory.series.replica.Segment.How;
import io.promontory.series.store.Origin;
import io.promontory.series.store.Replica;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Who gave which stretches of time to an answer: a lane for each source, all series of the query
 * laid over one another. Time is cut into {@link #MOST_SLOTS} slots at most, none shorter than
 * {@link #SHORTEST_SLOT_MS}, so that what is kept does not grow with samples or series. Safe for
 * concurrent use.
 */
public final class Lanes {
  /** Most spans that time is cut into. */
  public static final int MOST_SLOTS = 2_000;

  /** ms. */
  public static final long SHORTEST_SLOT_MS = 1_000;

  /** Sources beyond so many are not told apart any more. */
  static final int MOST_LANES = 200;

  private static final Origin OTHERS = new Origin("(others)", "");

  /** So many gaps say how far apart the samples of a run are. */
  private static final int GAPS_LOOKED_AT = 32;

  /** A gap so many times as long as others is one in which there are no samples. */
  private static final int HOLE = 3;

  private final long minTime;
  private final long slotMs;
  private final int slots;
  private final Map<String, Lane> lanes = new TreeMap<>();

  /**
   * For times from {@code minTime} to {@code maxTime}, in ms, both inclusive; what lies beyond is
   * not shown.
   */
  public Lanes(long minTime, long maxTime) {
    long span = maxTime - minTime + 1;
    boolean absurd = maxTime < minTime || span <= 0;
    this.minTime = minTime;
    this.slotMs =
        absurd
            ? Long.MAX_VALUE / MOST_SLOTS
            : Math.max(SHORTEST_SLOT_MS, Math.ceilDiv(span, MOST_SLOTS));
    this.slots = absurd ? MOST_SLOTS : (int) Math.ceilDiv(span, slotMs);
  }

  int slots() {
    return slots;
  }

  /** The slot of a time; those outside are negative or too great. */
  int slot(long ms) {
    long slot = Math.floorDiv(ms - minTime, slotMs);
    return ms < minTime ? -1 : (int) Math.min(slot, slots);
  }

  long startOf(int slot) {
    return minTime + slot * slotMs;
  }

  /** All lanes, by the name of their sources. */
  public synchronized List<Lane> all() {
    return List.copyOf(lanes.values());
  }

  /** Notes the samples of a series. */
  public synchronized void note(Stretches of, SampleColumns samples) {
    List<Replica> replicas = of.replicas();
    int[] first = new int[replicas.size()];
    int[] last = new int[replicas.size()];
    Arrays.fill(first, Integer.MAX_VALUE);
    Arrays.fill(last, -1);
    for (int run = 0; run < of.runs(); run++) {
      int replica = of.replica(run);
      first[replica] = Math.min(first[replica], run);
      last[replica] = run;
    }
    for (int replica = 0; replica < replicas.size(); replica++) {
      lane(replicas.get(replica)).count(last[replica] < 0 ? 0 : 1, 0);
    }
    for (int run = 0; run < of.runs(); run++) {
      int replica = of.replica(run);
      String instead = null;
      for (int higher = 0; higher < replica && instead == null; higher++) {
        boolean around = first[higher] < run && run < last[higher];
        instead = around ? origin(replicas.get(higher)).text() : null;
      }
      note(lane(replicas.get(replica)), instead, samples, of.start(run), of.end(run));
    }
  }

  /** Notes results that a store gave in place of samples, from one time to another. */
  public synchronized void noteResults(Origin store, int series, long fromMs, long toMs) {
    Lane lane = lane(store);
    lane.count(series, 0);
    if (series > 0) {
      lane.mark(How.USED, null, fromMs, toMs);
    }
  }

  private Lane lane(Replica replica) {
    return lane(origin(replica));
  }

  private Lane lane(Origin origin) {
    String name = origin.text();
    Lane known = lanes.get(name);
    if (known == null) {
      if (lanes.size() >= MOST_LANES && !origin.equals(OTHERS)) {
        return lane(OTHERS);
      }
      known = new Lane(origin, this);
      lanes.put(name, known);
    }
    return known;
  }

  private static Origin origin(Replica replica) {
    Origin origin = replica.origin();
    return origin == null ? new Origin(replica.name(), "") : origin;
  }

  private static void note(
      Lane lane, @Nullable String instead, SampleColumns samples, int from, int to) {
    lane.count(0, to - from);
    long[] times = samples.timestamps;
    WindowColumns windows = samples.windows;
    long longest = HOLE * usualGap(times, from, to);
    int begun = from;
    for (int i = from + 1; i <= to; i++) {
      if (i == to
          || times[i] - times[i - 1] > longest
          || isWindow(windows, i) != isWindow(windows, begun)) {
        boolean coarse = windows != null && isWindow(windows, begun);
        long start =
            coarse && windows != null ? times[begun] - windows.widths[begun] : times[begun];
        How how = coarse ? How.DOWNSAMPLED : instead == null ? How.USED : How.FILLED;
        lane.mark(how, instead, start, times[i - 1]);
        begun = i;
      }
    }
  }

  private static boolean isWindow(@Nullable WindowColumns windows, int at) {
    return windows != null && windows.widths[at] > 0;
  }

  /** The middle one of some gaps, ms. */
  private static long usualGap(long[] times, int from, int to) {
    int count = to - from - 1;
    if (count <= 0) {
      return 0;
    }
    int looked = Math.min(GAPS_LOOKED_AT, count);
    long[] gaps = new long[looked];
    for (int i = 0; i < looked; i++) {
      int at = from + 1 + (int) ((long) i * count / looked);
      gaps[i] = times[at] - times[at - 1];
    }
    Arrays.sort(gaps);
    return gaps[looked / 2];
  }
}
