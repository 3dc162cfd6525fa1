package io.promontory.promql.function;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Range functions written down as plainly as can be, for one window that starts at index 0. */
final class NaiveRange {
  private NaiveRange() {}

  static double of(String function, Window w, int n) {
    double[] v = w.values;
    return switch (function) {
      case "rate" -> extrapolated(w, n, true, (w.endMs - w.startMs) / 1000.0);
      case "increase" -> extrapolated(w, n, true, 1);
      case "delta" -> extrapolated(w, n, false, 1);
      case "irate" ->
          (v[n - 1] < v[n - 2] ? v[n - 1] : v[n - 1] - v[n - 2])
              / ((w.timestamps[n - 1] - w.timestamps[n - 2]) / 1000.0);
      case "idelta" -> v[n - 1] - v[n - 2];
      case "changes" ->
          IntStream.range(1, n)
              .filter(i -> v[i] != v[i - 1] && !(Double.isNaN(v[i]) && Double.isNaN(v[i - 1])))
              .count();
      case "resets" -> IntStream.range(1, n).filter(i -> v[i] < v[i - 1]).count();
      case "max_over_time" -> v[extreme(v, 1, false)];
      case "min_over_time" -> v[extreme(v, -1, false)];
      case "ts_of_max_over_time" -> w.timestamps[extreme(v, 1, true)] / 1000.0;
      case "ts_of_min_over_time" -> w.timestamps[extreme(v, -1, true)] / 1000.0;
      case "count_over_time" -> n;
      case "sum_over_time" -> sum(v);
      case "avg_over_time" -> mean(v);
      case "quantile_over_time" -> quantile(w.scalars[0], v);
      case "mad_over_time" -> medianDeviation(v);
      case "double_exponential_smoothing" -> smoothed(v, w.scalars[0], w.scalars[1]);
      default -> throw new IllegalArgumentException(function);
    };
  }

  private static double extrapolated(Window w, int n, boolean counter, double per) {
    double[] v = w.values;
    double difference = v[n - 1] - v[0];
    for (int i = 1; counter && i < n; i++) {
      if (v[i] < v[i - 1]) {
        difference += v[i - 1];
      }
    }
    double sampled = (w.timestamps[n - 1] - w.timestamps[0]) / 1000.0;
    double mean = sampled / (n - 1);
    double left = (w.timestamps[0] - w.startMs) / 1000.0;
    double right = (w.endMs - w.timestamps[n - 1]) / 1000.0;
    left = left >= mean * 1.1 ? mean / 2 : left;
    right = right >= mean * 1.1 ? mean / 2 : right;
    if (counter && difference > 0 && v[0] >= 0 && sampled * (v[0] / difference) < left) {
      left = sampled * (v[0] / difference);
    }
    return difference * ((sampled + left + right) / sampled / per);
  }

  private static int extreme(double[] v, double sign, boolean last) {
    int best = 0;
    for (int i = 0; i < v.length; i++) {
      boolean better = last ? sign * v[i] >= sign * v[best] : sign * v[i] > sign * v[best];
      best = better || Double.isNaN(v[best]) ? i : best;
    }
    return best;
  }

  /** Compensated, from the first to the last. */
  private static double sum(double[] v) {
    double sum = 0;
    double c = 0;
    for (double x : v) {
      double next = sum + x;
      c = Double.isInfinite(next) ? 0 : c + lost(sum, x, next);
      sum = next;
    }
    return Double.isInfinite(sum) ? sum : sum + c;
  }

  private static double mean(double[] v) {
    double mean = v[0];
    double c = 0;
    boolean incremental = false;
    for (int i = 1; i < v.length; i++) {
      double n = i + 1;
      double next = mean + v[i];
      if (!incremental && !Double.isInfinite(next)) {
        c += lost(mean, v[i], next);
        mean = next;
        continue;
      }
      mean = incremental ? mean : mean / i;
      c = incremental ? c : c / i;
      incremental = true;
      double kept = (n - 1) / n * mean;
      next = kept + v[i] / n;
      c = Double.isInfinite(next) ? 0 : (n - 1) / n * c + lost(kept, v[i] / n, next);
      mean = next;
    }
    return incremental ? mean + c : mean / v.length + c / v.length;
  }

  private static double lost(double sum, double x, double next) {
    return Math.abs(sum) >= Math.abs(x) ? (sum - next) + x : (x - next) + sum;
  }

  private static double quantile(double q, double[] v) {
    double[] sorted =
        Arrays.stream(v)
            .boxed()
            .sorted(
                (a, b) ->
                    a.isNaN() || b.isNaN() ? Boolean.compare(b.isNaN(), a.isNaN()) : a.compareTo(b))
            .mapToDouble(x -> x)
            .toArray();
    double rank = q * (v.length - 1);
    int lower = (int) rank;
    double weight = rank - lower;
    return sorted[lower] * (1 - weight) + sorted[Math.min(v.length - 1, lower + 1)] * weight;
  }

  private static double smoothed(double[] v, double smoothing, double trending) {
    double before = 0;
    double level = v[0];
    double trend = v[1] - v[0];
    for (int i = 1; i < v.length; i++) {
      if (i > 1) {
        trend = trending * (level - before) + (1 - trending) * trend;
      }
      before = level;
      level = smoothing * v[i] + (1 - smoothing) * (before + trend);
    }
    return level;
  }

  private static double medianDeviation(double[] v) {
    if (Arrays.stream(v).anyMatch(Double::isNaN)) {
      return Double.NaN;
    }
    double median = quantile(0.5, v);
    return quantile(0.5, Arrays.stream(v).map(x -> Math.abs(x - median)).toArray());
  }
}
