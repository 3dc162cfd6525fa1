package io.promontory.promql.function;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/**
 * The floats of a window that slides over one series, in ascending order: a sample that enters is
 * inserted, one that leaves is taken out, and only much change at once is sorted anew.
 */
final class SortedWindow {
  /** Sorted anew if more than one in so many samples changes. */
  private static final int CHANGED = 16;

  private final IntToDoubleFunction values = this::value;
  private final IntToDoubleFunction deviations = this::deviation;

  /** The numbers, in the order of {@link Double#compare}. */
  private double[] sorted = new double[64];

  private int numbers;
  private int nans;
  private int lo;
  private int hi;
  private double center;

  /** How many of the numbers are below {@link #center}. */
  private int below;

  /** A new series follows. */
  void begin() {
    numbers = 0;
    nans = 0;
    lo = 0;
    hi = 0;
  }

  /** Holds what is inside of a window, after others further back in the same series. */
  void moveTo(Window w) {
    int from = Math.max(hi, w.lo);
    int changed = w.hi - from + Math.min(w.lo, hi) - lo;
    if (w.lo >= hi || changed * CHANGED > w.hi - w.lo) {
      load(w.values, w.lo, w.hi);
    } else {
      slide(w.values, w.lo, w.hi);
    }
    lo = w.lo;
    hi = w.hi;
  }

  int size() {
    return nans + numbers;
  }

  boolean hasNaN() {
    return nans > 0;
  }

  /** The values by rank: NaN ranks lowest. */
  IntToDoubleFunction values() {
    return values;
  }

  private double value(int rank) {
    return rank < nans ? Double.NaN : sorted[rank - nans];
  }

  /** The distances of the values, which are numbers, from a finite value, by rank. */
  IntToDoubleFunction deviationsFrom(double newCenter) {
    center = newCenter;
    below = find(newCenter);
    return deviations;
  }

  /**
   * Distances grow from the center to either side: finds how many of the {@code rank + 1} smallest
   * are on its lower side, by bisection.
   */
  private double deviation(int rank) {
    int least = Math.max(0, rank + 1 - (numbers - below));
    int most = Math.min(below, rank + 1);
    while (least < most) {
      int lower = (least + most) >>> 1;
      int upper = rank + 1 - lower;
      if (lowerDistance(lower) < upperDistance(upper - 1)) {
        least = lower + 1;
      } else {
        most = lower;
      }
    }
    int upper = rank + 1 - least;
    if (least == 0) {
      return upperDistance(upper - 1);
    }
    double lowest = lowerDistance(least - 1);
    return upper == 0 ? lowest : Math.max(lowest, upperDistance(upper - 1));
  }

  private double lowerDistance(int place) {
    return Math.abs(sorted[below - 1 - place] - center);
  }

  private double upperDistance(int place) {
    return Math.abs(sorted[below + place] - center);
  }

  private void load(double[] from, int start, int end) {
    if (end - start > sorted.length) {
      sorted = new double[Math.max(end - start, 2 * sorted.length)];
    }
    numbers = 0;
    for (int i = start; i < end; i++) {
      if (!Double.isNaN(from[i])) {
        sorted[numbers++] = from[i];
      }
    }
    nans = end - start - numbers;
    Arrays.sort(sorted, 0, numbers);
  }

  /** Pairs each sample that leaves with one that enters, so that less has to move. */
  private void slide(double[] from, int start, int end) {
    int leaving = lo;
    int entering = hi;
    while (leaving < start && entering < end) {
      replace(from[leaving++], from[entering++]);
    }
    while (leaving < start) {
      remove(from[leaving++]);
    }
    while (entering < end) {
      insert(from[entering++]);
    }
  }

  private void replace(double old, double fresh) {
    if (Double.isNaN(old) || Double.isNaN(fresh)) {
      remove(old);
      insert(fresh);
      return;
    }
    int gap = find(old);
    int place = find(fresh);
    if (place > gap) {
      place--;
      System.arraycopy(sorted, gap + 1, sorted, gap, place - gap);
    } else {
      System.arraycopy(sorted, place, sorted, place + 1, gap - place);
    }
    sorted[place] = fresh;
  }

  private void remove(double old) {
    if (Double.isNaN(old)) {
      nans--;
      return;
    }
    int gap = find(old);
    numbers--;
    System.arraycopy(sorted, gap + 1, sorted, gap, numbers - gap);
  }

  private void insert(double fresh) {
    if (Double.isNaN(fresh)) {
      nans++;
      return;
    }
    if (numbers == sorted.length) {
      sorted = Arrays.copyOf(sorted, 2 * numbers);
    }
    int place = find(fresh);
    System.arraycopy(sorted, place, sorted, place + 1, numbers - place);
    sorted[place] = fresh;
    numbers++;
  }

  /** The place of a value, or where it would be inserted. */
  private int find(double value) {
    int at = Arrays.binarySearch(sorted, 0, numbers, value);
    return at < 0 ? -at - 1 : at;
  }
}
