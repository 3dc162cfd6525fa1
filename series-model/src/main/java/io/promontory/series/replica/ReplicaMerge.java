package io.promontory.series.replica;

import io.promontory.series.chunk.SampleColumns;
import io.promontory.series.chunk.StaleMarker;
import org.jspecify.annotations.Nullable;

/**
 * Makes one series of two replicas of it: two sources that scraped the same target, each at times
 * of its own, and each with holes of its own.
 *
 * <h2>What is wanted</h2>
 *
 * <p>One replica alone would give a true answer wherever it is whole. Both together must not give
 * another: were their samples thrown together, {@code count_over_time} would double, and {@code
 * rate} would see the jitter between two clocks as steps. So a replica serves as long as it is
 * healthy, and the other one only fills its holes:
 *
 * <pre>
 *   a   |    |    |    |                        |    |    |
 *   b     :    :    :    :    :    :    :    :    :    :
 *   out |    |    |    |      :    :    :    :  |    |    |
 * </pre>
 *
 * <p>And the answer must not depend on where the query starts, on which source answered first, or
 * on what was asked before. That rules out any rule with a memory ("stay where you are until it
 * gets bad"): a walk that starts later is in another place. The rule here looks at the samples
 * around a time and at nothing else.
 *
 * <h2>The rule</h2>
 *
 * <ul>
 *   <li>Replicas rank by name. At a time t each has a gap: the time between its samples around t.
 *       Before its first and after its last sample the gap reaches to the edge of what was read.
 *       After a stale marker it has no end, for a marker is no sign of health.
 *   <li>Its <em>effective</em> gap is at least the smaller one of the two gaps beside it. So one
 *       odd short gap, after a restart that shifted the phase or after a late scrape, does not make
 *       a replica look denser than it is.
 *   <li>The higher one serves t unless its gap is a hole: longer than 1.5 times the other's
 *       effective gap. A replica scraped every 30 s has holes all over beside one scraped every 15
 *       s, and serves where that one has none.
 *   <li>A sample is kept if its replica serves just before or just after it.
 *   <li>Of the lower replica a sample is dropped that lies within half its effective gap of a kept
 *       sample of the higher one (at just the half, on the right side only). Where both have one
 *       interval, a hole of n scrapes therefore gets n samples whatever the phase, and no gap at a
 *       switch is longer than 1.5 intervals or shorter than half of one.
 *   <li>Where both have a sample of the same time, it is one sample: that of the one that serves
 *       there, and the higher one's where both do. Sources that share a sample share a clock: they
 *       are copies of one scrape, as a server and its archive are, or evaluations of one rule. What
 *       follows on a shared sample is no double of it, so the former rule does not apply there, and
 *       behind the last sample of one its copy goes on.
 * </ul>
 *
 * <h2>Stale markers</h2>
 *
 * <p>A target is gone when all say so. A marker of the higher replica is dropped where the other is
 * live: it has a sample before and after, or the next one is not due yet. The time without the
 * target then is a hole like any other. A marker that is not refuted stays. Of the lower replica
 * the marker goes with the sample before it, unless the higher one is back by then.
 *
 * <h2>Counters</h2>
 *
 * <p>At a switch a counter goes on with what another source read from the same target, a little
 * later, so it does not fall, unless it was reset. Two cases are otherwise: what a server counts of
 * itself under labels that do not tell it from its twin, and scrapes so slow that the later one
 * read earlier. There a fall would be taken for a reset, and a leap for a burst. The replica
 * without the hole is asked as a witness: has it not fallen between its samples around the other's,
 * the other's value must lie between theirs. If not, the sample after the switch is a {@linkplain
 * SampleColumns#breaks break}: values stay as they are, but counters count nothing from the one to
 * the other. Histograms lose at a switch what they know of a reset; buckets are compared then.
 *
 * <h2>More than two</h2>
 *
 * <p>The lower ones are merged first, and what comes of it is the lower replica of the next merge.
 * Each of its gaps keeps the effective gap of the replica that served there, and the smaller one at
 * a switch: samples that filled a hole are no sign of a denser replica.
 *
 * <h2>How far it looks</h2>
 *
 * <p>Whether a sample is kept depends on its replica's gap and the one before, and on the other's
 * samples up to two before those: on three intervals at most, and on the length of a hole only as
 * far as it is longer than that. Therefore who wants samples from a time on reads {@link
 * #MARGIN_MS} more before it, and cuts after the merge.
 *
 * <h2>Cost</h2>
 *
 * <p>One pass over each replica measures gaps. Gaps of the higher one that cannot be a hole beside
 * the least effective gap of the other are passed over, so that a healthy replica is copied as a
 * block. Nothing is allocated but growing buffers. Not safe for concurrent use.
 */
public final class ReplicaMerge {
  private final Gaps highGaps = new Gaps();
  private Gaps lowGaps = new Gaps();
  private Gaps outGaps = new Gaps();

  private SampleColumns high = new SampleColumns();
  private SampleColumns low = high;
  private SampleColumns out = high;

  /** Samples [from, to) of one of the two that are to be appended next. */
  private int from;

  private int to;
  private boolean ofHigh;

  /** The effective gap behind what was appended. */
  private long tail;

  private @Nullable Notes notes;

  /**
   * Where it is noted which replica samples are of.
   *
   * @param high number of the higher one
   * @param low what the samples of the lower one are of
   */
  record Notes(int high, Stretches low, Stretches out) {}

  /** Notes what the next merges keep of whom; null to note nothing. */
  void noting(@Nullable Notes where) {
    notes = where;
  }

  /**
   * Replaces the content of {@code merged}. All columns are sorted by time, without duplicates.
   *
   * @param preferred the replica that ranks higher; markers that the other refutes are dropped
   * @param other the one that fills its holes
   * @param start ms; all samples of both from this time on were read
   * @param end ms; up to this time
   */
  public void merge(
      SampleColumns preferred, SampleColumns other, long start, long end, SampleColumns merged) {
    lowGaps.measure(other, start, end);
    run(preferred, other, start, end, merged);
  }

  /**
   * As {@link #merge}, where the other one is what the last call merged, maybe in other columns by
   * now.
   */
  public void mergeOver(
      SampleColumns preferred, SampleColumns other, long start, long end, SampleColumns merged) {
    Gaps known = outGaps;
    outGaps = lowGaps;
    lowGaps = known;
    lowGaps.measureLengths(other, start, end);
    run(preferred, other, start, end, merged);
  }

  private void run(
      SampleColumns preferred, SampleColumns other, long start, long end, SampleColumns merged) {
    high = preferred;
    low = other;
    out = merged;
    from = 0;
    to = 0;
    merged.clear();
    merged.ensureCapacity(preferred.size);
    highGaps.measure(preferred, start, end);
    if (highGaps.hasMarkers() && Markers.dropRefuted(preferred, highGaps, other, lowGaps) > 0) {
      highGaps.measure(preferred, start, end);
    }
    outGaps.clearEffective();
    tail = Math.min(highGaps.effective(0), lowGaps.effective(0));
    walk(lowGaps.least());
    flush();
  }

  /**
   * Goes over the gaps of the higher replica.
   *
   * @param least no effective gap of the lower one is smaller
   */
  private void walk(long least) {
    int size = high.size;
    int next = 0;
    int open = 0;
    boolean served = true;
    for (int gap = 0; gap <= size; gap++) {
      if (gap > 0) {
        int hole = highGaps.nextHole(gap, least);
        served |= hole > gap;
        gap = hole;
      }
      int first = gap == 0 ? 0 : behind(high.timestamps[gap - 1], next);
      int end = gap == size ? low.size : upTo(high.timestamps[gap], first);
      boolean keptLeft = gap > 0 && (served || servesAfter(gap, first));
      boolean sharedLeft = gap > 0 && isShared(gap - 1, first - 1);
      emit(true, open, keptLeft || gap == 0 ? gap : gap - 1);
      if (gap > 0 && !keptLeft && sharedLeft) {
        emit(false, first - 1, first);
      }
      served = !Gaps.isHole(highGaps.length(gap), lowGaps.effective(end));
      boolean sharedRight = gap < size && isShared(gap, end);
      boolean keptRight =
          gap < size && (served || servesAfter(gap + 1, sharedRight ? end + 1 : end));
      if ((gap == size && sharedLeft) || (gap == 0 && sharedRight)) {
        emit(false, first, end);
      } else {
        fill(gap, first, end, keptLeft && !sharedLeft, keptRight && !sharedRight);
      }
      open = gap;
      next = end;
    }
  }

  /**
   * Keeps samples of the lower replica inside a gap of the higher one, and the markers that end
   * them.
   */
  private void fill(int gap, int first, int end, boolean apartLeft, boolean apartRight) {
    long length = highGaps.length(gap);
    long[] times = low.timestamps;
    long left = apartLeft ? high.timestamps[gap - 1] : 0;
    long right = apartRight ? high.timestamps[gap] : 0;
    boolean isAlive = false;
    for (int i = first; i < end; i++) {
      boolean isMarker = lowGaps.hasMarkers() && StaleMarker.isStale(low.values[i]);
      boolean ends = isAlive && isMarker;
      long around = ends ? lowGaps.known(i) : lowGaps.around(i);
      boolean isKept =
          (ends || Gaps.isHole(length, around))
              && (!apartLeft || times[i] - left >= around - around / 2)
              && (!apartRight || right - times[i] > around / 2);
      if (isKept) {
        emit(false, i, i + 1);
      }
      isAlive = isKept && !isMarker;
    }
  }

  /** Whether the higher replica serves at the beginning of a gap of its own. */
  private boolean servesAfter(int gap, int lowGap) {
    return !Gaps.isHole(highGaps.length(gap), lowGaps.effective(lowGap));
  }

  private boolean isShared(int highIndex, int lowIndex) {
    return lowIndex >= 0
        && lowIndex < low.size
        && low.timestamps[lowIndex] == high.timestamps[highIndex];
  }

  /** The first sample of the lower replica behind a time, from an index on. */
  private int behind(long time, int index) {
    long[] times = low.timestamps;
    int size = low.size;
    int at = index;
    int step = 1;
    while (at + step <= size && times[at + step - 1] <= time) {
      at += step;
      step *= 2;
    }
    int end = Math.min(size, at + step - 1);
    while (at < end) {
      int middle = (at + end) >>> 1;
      if (times[middle] <= time) {
        at = middle + 1;
      } else {
        end = middle;
      }
    }
    return at;
  }

  private int upTo(long time, int index) {
    long[] times = low.timestamps;
    int size = low.size;
    int at = index;
    while (at < size && times[at] < time) {
      at++;
    }
    return at;
  }

  private void emit(boolean higher, int first, int end) {
    if (first == end) {
      return;
    }
    if (from < to && higher == ofHigh && first == to) {
      to = end;
      return;
    }
    int last = to - 1;
    boolean isSwitch = from < to && higher != ofHigh;
    flush();
    if (isSwitch
        && (higher
            ? Seams.isBreakAfter(high, first, low, lowGaps, last)
            : Seams.isBreakBefore(high, last, low, lowGaps, first))) {
      out.addBreak(out.size);
    }
    from = first;
    to = end;
    ofHigh = higher;
  }

  private void flush() {
    if (from < to) {
      int at = out.size;
      Gaps gaps = ofHigh ? highGaps : lowGaps;
      out.addAll(ofHigh ? high : low, from, to);
      if (notes != null) {
        note(notes);
      }
      outGaps.takeEffective(gaps, from, to, at, Math.min(tail, gaps.effective(from)));
      tail = gaps.effective(to);
      if (at > 0) {
        out.forgetHint(at);
      }
    }
  }

  private void note(Notes where) {
    if (ofHigh) {
      where.out.add(where.high, to - from);
    } else {
      where.out.add(where.low, from, to);
    }
  }
}
