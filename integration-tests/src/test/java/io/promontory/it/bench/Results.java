package io.promontory.it.bench;

import java.util.Arrays;
import java.util.Locale;

/** Prints the figures of a benchmark in the one form that scripts compare. */
public final class Results {
  private Results() {}

  public static void print(String bench, String name, String figure, double value, String unit) {
    System.out.printf(Locale.ROOT, "RESULT %s %s %s %.4g %s%n", bench, name, figure, value, unit);
  }

  /** The middle value; the upper one of two. */
  public static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
