package io.promontory.promql.promqltest;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a classic histogram at one time, to be converted into a native one whose custom
 * bounds are its {@code le} labels. Of several buckets with one bound the first counts.
 */
final class ClassicHistogram {
  /** Empty buckets that a histogram of whole counts keeps between populated ones. */
  private static final int KEPT_EMPTY = 2;

  private final TreeMap<Double, Double> cumulative = new TreeMap<>();
  private @Nullable Double count;
  private double sum;

  /**
   * @param bound {@code le}, not NaN
   */
  void bucket(double bound, double observations) {
    cumulative.putIfAbsent(bound, observations);
  }

  void count(double observations) {
    count = observations;
  }

  void sum(double observed) {
    sum = observed;
  }

  /**
   * @throws IllegalArgumentException if counts are negative, fall, or differ from the total
   */
  FloatHistogram convert() {
    double highest = cumulative.isEmpty() ? 0 : cumulative.lastEntry().getValue();
    double total = count == null ? highest : count;
    cumulative.putIfAbsent(Double.POSITIVE_INFINITY, total);
    double[] bounds = new double[cumulative.size() - 1];
    double[] counts = new double[cumulative.size()];
    boolean whole = total == Math.rint(total);
    double before = 0;
    int i = 0;
    for (Map.Entry<Double, Double> bucket : cumulative.entrySet()) {
      double reached = bucket.getValue();
      if (reached < before) {
        throw new IllegalArgumentException(
            "bucket " + bucket.getKey() + " has " + reached + " observations, not " + before);
      }
      whole &= reached == Math.rint(reached);
      counts[i] = reached - before;
      if (i < bounds.length) {
        bounds[i] = bucket.getKey();
      }
      before = reached;
      i++;
    }
    if (total != before) {
      throw new IllegalArgumentException(
          "there are " + total + " observations, but " + before + " in all buckets");
    }
    HistogramLayout layout =
        new HistogramLayout(
            HistogramLayout.CUSTOM,
            0,
            new int[] {0, counts.length},
            HistogramLayout.NO_SPANS,
            bounds);
    return new FloatHistogram(layout, ResetHint.UNKNOWN, total, 0, sum, counts)
        .compact(whole ? KEPT_EMPTY : 0);
  }
}
