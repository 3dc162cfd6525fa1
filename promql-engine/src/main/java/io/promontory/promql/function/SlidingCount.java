package io.promontory.promql.function;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * {@code changes} and {@code resets}: how many samples of a window differ from their predecessor in
 * a certain way. The count follows the window's edges, so that each sample is looked at twice in
 * all.
 */
record SlidingCount(Event event) implements RangeFunction {
  /** What is counted. */
  enum Event {
    /** Another value; NaN equals NaN. */
    CHANGE {
      @Override
      boolean between(double before, double value) {
        return value != before && !(Double.isNaN(value) && Double.isNaN(before));
      }

      @Override
      boolean between(FloatHistogram before, FloatHistogram histogram) {
        return !histogram.isSameAs(before);
      }
    },
    /** A smaller value, or a counter reset of histograms. */
    RESET {
      @Override
      boolean between(double before, double value) {
        return value < before;
      }

      @Override
      boolean between(FloatHistogram before, FloatHistogram histogram) {
        return histogram.isResetAfter(before);
      }

      @Override
      boolean mindsBreaks() {
        return true;
      }

      @Override
      boolean byStartTime(long @Nullable [] startTimes, long[] times, int index) {
        return StartTimes.isReset(startTimes, times, index);
      }
    };

    abstract boolean between(double before, double value);

    abstract boolean between(FloatHistogram before, FloatHistogram histogram);

    /** Whether there is no event between samples that different sources count. */
    boolean mindsBreaks() {
      return false;
    }

    /** Whether start times alone tell of an event between a sample and the one before it. */
    boolean byStartTime(long @Nullable [] startTimes, long[] times, int index) {
      return false;
    }
  }

  @Override
  public RangeKernel kernel(CallSite site) {
    return new Kernel(event);
  }

  private static final class Kernel implements RangeKernel {
    private final boolean onlyFalls;
    private final MixedEvents mixed;
    private int lo;
    private int hi;
    private int count;

    Kernel(Event event) {
      onlyFalls = event == Event.RESET;
      mixed = new MixedEvents(event);
    }

    @Override
    public void begin(Labels labels) {
      lo = 0;
      hi = 0;
      count = 0;
      mixed.begin();
    }

    @Override
    public boolean apply(Window w) {
      if (w.size() == 0) {
        return false;
      }
      // Start times and breaks are rare: what counts both kinds heeds them too.
      boolean rare = w.histogramHi > 0 || w.startTimes != null || w.breaks != null;
      w.result = rare ? mixed.count(w) : countFloats(w);
      return true;
    }

    /** Of a series that had no histogram so far. */
    private int countFloats(Window w) {
      if (w.lo >= hi) {
        count = count(w.values, w.lo, w.hi);
      } else {
        count -= count(w.values, lo, w.lo + 1);
        count += count(w.values, hi - 1, w.hi);
      }
      lo = w.lo;
      hi = w.hi;
      return count;
    }

    /** Events among samples after the first one of a slice. */
    private int count(double[] values, int from, int to) {
      int events = 0;
      for (int i = from + 1; i < to; i++) {
        double value = values[i];
        double before = values[i - 1];
        boolean event =
            onlyFalls
                ? value < before
                : value != before && !(Double.isNaN(value) && Double.isNaN(before));
        events += event ? 1 : 0;
      }
      return events;
    }
  }
}
