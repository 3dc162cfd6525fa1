package io.promontory.promql.math;

/**
 * One step of a compensated sum (Neumaier's variant of Kahan's), to be kept in two local variables:
 *
 * <pre>{@code
 * double next = sum + v;
 * c = KahanSum.compensate(sum, v, next, c);
 * sum = next;
 * }</pre>
 *
 * The result is {@code sum + c}. The compensation is dropped once the sum is infinite, where it
 * would turn into NaN. Plain double operations only: a fused multiply-add would change the bits.
 */
public final class KahanSum {
  private KahanSum() {}

  /**
   * The compensation after {@code v} was added.
   *
   * @param sum the sum before
   * @param next {@code sum + v}
   * @param c the compensation before
   */
  public static double compensate(double sum, double v, double next, double c) {
    if (Double.isInfinite(next)) {
      return 0;
    }
    return Math.abs(sum) >= Math.abs(v) ? c + ((sum - next) + v) : c + ((v - next) + sum);
  }

  /** The compensated sum of a slice, in order; 0 for none. */
  public static double sum(double[] values, int from, int to) {
    double sum = 0;
    double c = 0;
    for (int i = from; i < to; i++) {
      double next = sum + values[i];
      c = compensate(sum, values[i], next, c);
      sum = next;
    }
    return Double.isInfinite(sum) ? sum : sum + c;
  }

  /**
   * The mean of a non-empty slice: sum by count while the sum is finite, from the first overflow on
   * an incremental mean.
   */
  public static double mean(double[] values, int from, int to) {
    double sum = values[from];
    double c = 0;
    for (int i = from + 1; i < to; i++) {
      double next = sum + values[i];
      if (Double.isInfinite(next)) {
        double count = i - from;
        return incrementalMean(values, from, i, to, sum / count, c / count);
      }
      c = compensate(sum, values[i], next, c);
      sum = next;
    }
    double count = to - from;
    return sum / count + c / count;
  }

  private static double incrementalMean(
      double[] values, int from, int next, int to, double firstMean, double firstC) {
    double mean = firstMean;
    double c = firstC;
    for (int i = next; i < to; i++) {
      double count = i - from + 1;
      double weight = (count - 1) / count;
      double share = values[i] / count;
      double kept = weight * mean;
      mean = kept + share;
      c = compensate(kept, share, mean, weight * c);
    }
    return mean + c;
  }

  /** The population variance of a non-empty slice (Welford's method with compensation). */
  public static double variance(double[] values, int from, int to) {
    double count = 0;
    double mean = 0;
    double meanC = 0;
    double squares = 0;
    double squaresC = 0;
    for (int i = from; i < to; i++) {
      count++;
      double delta = values[i] - (mean + meanC);
      double share = delta / count;
      double nextMean = mean + share;
      meanC = compensate(mean, share, nextMean, meanC);
      mean = nextMean;
      double square = delta * (values[i] - (mean + meanC));
      double nextSquares = squares + square;
      squaresC = compensate(squares, square, nextSquares, squaresC);
      squares = nextSquares;
    }
    return (squares + squaresC) / count;
  }
}
