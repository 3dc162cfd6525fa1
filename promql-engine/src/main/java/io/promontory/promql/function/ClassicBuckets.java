package io.promontory.promql.function;

import io.promontory.promql.math.AlmostEqual;
import java.util.Arrays;

/**
 * The cumulative buckets of one classic histogram at one time; filled with {@link #add}, asked, and
 * cleared for the next. Used by one thread.
 */
public final class ClassicBuckets {
  /** Neighbouring counts that differ by less than this, relatively, are taken as equal. */
  private static final double NEGLIGIBLE = 1e-12;

  private double[] bounds = new double[16];
  private double[] counts = new double[16];
  private int size;
  private boolean forcedMonotonic;
  private double minForced;
  private double maxForced;
  private double maxDifference;

  public void clear() {
    size = 0;
    forcedMonotonic = false;
  }

  public boolean isEmpty() {
    return size == 0;
  }

  /** Adds a bucket, in any order of bounds; counts of equal bounds add up. */
  public void add(double upperBound, double count) {
    if (size == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    int at = size++;
    for (; at > 0 && bounds[at - 1] > upperBound; at--) {
      bounds[at] = bounds[at - 1];
      counts[at] = counts[at - 1];
    }
    bounds[at] = upperBound;
    counts[at] = count;
  }

  /** True where the last {@link #quantile} had to raise counts that fell from bucket to bucket. */
  public boolean forcedMonotonic() {
    return forcedMonotonic;
  }

  /** Lowest upper bound of the buckets that were raised. */
  public double minForced() {
    return minForced;
  }

  /** Highest upper bound of the buckets that were raised. */
  public double maxForced() {
    return maxForced;
  }

  /** By how much a bucket was raised at most. */
  public double maxDifference() {
    return maxDifference;
  }

  /**
   * The q-quantile, linear inside a bucket. The lowest bucket starts at 0 unless its bound is
   * negative or 0, which is then the answer; in the +Inf bucket the answer is its lower bound. -Inf
   * for q below 0, +Inf for q above 1; NaN for NaN q, without a +Inf bucket, for fewer than two
   * buckets and without observations.
   */
  public double quantile(double q) {
    forcedMonotonic = false;
    if (Double.isNaN(q)) {
      return Double.NaN;
    } else if (q < 0) {
      return Double.NEGATIVE_INFINITY;
    } else if (q > 1) {
      return Double.POSITIVE_INFINITY;
    } else if (!hasTop()) {
      return Double.NaN;
    }
    coalesce();
    makeMonotonic();
    double observations = counts[size - 1];
    if (size < 2 || observations == 0) {
      return Double.NaN;
    }
    double rank = q * observations;
    int bucket = bucketOf(rank);
    if (bucket == size - 1) {
      return bounds[size - 2];
    } else if (bucket == 0) {
      return bounds[0] <= 0 ? bounds[0] : bounds[0] * (rank / counts[0]);
    }
    double start = bounds[bucket - 1];
    double before = counts[bucket - 1];
    return start + (bounds[bucket] - start) * ((rank - before) / (counts[bucket] - before));
  }

  /** The first bucket but the top one that holds the rank; NaN ranks end in the top one. */
  private int bucketOf(double rank) {
    int low = 0;
    int high = size - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (counts[middle] >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private boolean hasTop() {
    return size > 0 && bounds[size - 1] == Double.POSITIVE_INFINITY;
  }

  private void coalesce() {
    int last = 0;
    for (int i = 1; i < size; i++) {
      if (bounds[i] == bounds[last]) {
        counts[last] += counts[i];
      } else {
        last++;
        bounds[last] = bounds[i];
        counts[last] = counts[i];
      }
    }
    size = last + 1;
  }

  private void makeMonotonic() {
    minForced = Double.POSITIVE_INFINITY;
    maxForced = Double.NEGATIVE_INFINITY;
    maxDifference = 0;
    double reached = counts[0];
    for (int i = 1; i < size; i++) {
      double count = counts[i];
      if (AlmostEqual.test(reached, count, NEGLIGIBLE)) {
        counts[i] = reached;
      } else if (count < reached) {
        counts[i] = reached;
        forcedMonotonic = true;
        minForced = Math.min(minForced, bounds[i]);
        maxForced = Math.max(maxForced, bounds[i]);
        maxDifference = Math.max(maxDifference, reached - count);
      } else {
        reached = count;
      }
    }
  }

  /**
   * The share of observations between two values, linear inside a bucket. NaN without a +Inf
   * bucket, without observations and for NaN; 0 where {@code lower >= upper}.
   */
  public double fraction(double lower, double upper) {
    if (!hasTop()) {
      return Double.NaN;
    }
    coalesce();
    double observations = counts[size - 1];
    if (observations == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
      return Double.NaN;
    } else if (lower >= upper) {
      return 0;
    }
    return (rankOf(upper, observations) - rankOf(lower, observations)) / observations;
  }

  /** How many observations lie below a value. */
  private double rankOf(double value, double observations) {
    double rank = 0;
    double start = bounds[0] <= 0 ? Double.NEGATIVE_INFINITY : 0;
    for (int i = 0; i < size; i++) {
      if (start >= value) {
        return clampRank(rank, observations);
      } else if (bounds[i] > value) {
        // Nothing can be said about where observations lie in a bucket without a lower end.
        return clampRank(
            start == Double.NEGATIVE_INFINITY
                ? counts[i]
                : rank + (counts[i] - rank) * (value - start) / (bounds[i] - start),
            observations);
      }
      rank = counts[i];
      start = bounds[i];
    }
    return observations;
  }

  private static double clampRank(double rank, double observations) {
    return rank > observations ? observations : rank;
  }
}
