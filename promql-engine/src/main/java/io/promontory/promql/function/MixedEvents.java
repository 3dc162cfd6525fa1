package io.promontory.promql.function;

/**
 * Counts the samples, of both kinds, that differ from the one before in a certain way and lie with
 * it in a window that slides over one series. A change of the kind always counts.
 */
final class MixedEvents {
  private static final int NONE = ~Integer.MAX_VALUE;

  private final SlidingCount.Event event;

  /** The samples before each event: the index of a float, or of a histogram as its complement. */
  private final IndexQueue before = new IndexQueue();

  private int nextFloat;
  private int nextHistogram;

  /** The sample taken in last, as in {@link #before}. */
  private int last;

  MixedEvents(SlidingCount.Event event) {
    this.event = event;
  }

  /** A new series follows. */
  void begin() {
    before.clear();
    nextFloat = 0;
    nextHistogram = 0;
    last = NONE;
  }

  int count(Window w) {
    while (!before.isEmpty() && !isInside(before.first(), w)) {
      before.dropFirst();
    }
    nextFloat = Math.max(nextFloat, w.lo);
    nextHistogram = Math.max(nextHistogram, w.histogramLo);
    while (nextFloat < w.hi || nextHistogram < w.histogramHi) {
      boolean isFloat =
          nextHistogram >= w.histogramHi
              || (nextFloat < w.hi && w.timestamps[nextFloat] < w.histogramTimes[nextHistogram]);
      int next = isFloat ? nextFloat++ : ~nextHistogram++;
      if (isInside(last, w) && isEvent(w, last, next)) {
        before.push(last);
      }
      last = next;
    }
    return before.size();
  }

  private static boolean isInside(int sample, Window w) {
    return sample >= 0
        ? sample >= w.lo && sample < w.hi
        : ~sample >= w.histogramLo && ~sample < w.histogramHi;
  }

  private boolean isEvent(Window w, int from, int to) {
    if (event.mindsBreaks() && (to >= 0 ? w.isBreak(to) : w.isHistogramBreak(~to))) {
      return false;
    }
    if (from >= 0 && to >= 0) {
      return event.byStartTime(w.startTimes, w.timestamps, to)
          || event.between(w.values[from], w.values[to]);
    } else if (from < 0 && to < 0) {
      return event.byStartTime(w.histogramStartTimes, w.histogramTimes, ~to)
          || event.between(w.histogram(~from), w.histogram(~to));
    }
    return true;
  }
}
