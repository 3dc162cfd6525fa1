package io.promontory.series.histogram;

/**
 * Where buckets end. An exponential schema n has the upper bounds 2^(i·2^-n), with the rounding of
 * Prometheus; the bucket below the one for infinite observations ends at the largest double.
 */
public final class BucketBounds {
  /** The finest exponential schema in use; finer ones are reduced to it where they are read. */
  public static final int MAX_SCHEMA = 8;

  /** The coarsest exponential schema in use. */
  public static final int MIN_SCHEMA = -4;

  private static final double[] FRACTIONS = fractions();

  private BucketBounds() {}

  /**
   * The bounds of schema 8 in [0.5, 1). Each is a product of roots of 2, the largest first, where
   * the square root itself is rounded down: this gives the very doubles that clients count by.
   */
  private static double[] fractions() {
    double[] roots = new double[MAX_SCHEMA];
    double root = 2;
    for (int i = 0; i < MAX_SCHEMA; i++) {
      root = Math.sqrt(root);
      roots[i] = root;
    }
    roots[0] = Math.nextDown(roots[0]);
    double[] fractions = new double[1 << MAX_SCHEMA];
    for (int k = 0; k < fractions.length; k++) {
      double product = 0.5;
      for (int i = 0; i < MAX_SCHEMA; i++) {
        if ((k >> (MAX_SCHEMA - 1 - i) & 1) == 1) {
          product *= roots[i];
        }
      }
      fractions[k] = product;
    }
    return fractions;
  }

  /** Upper bound of a positive bucket; negated, the lower bound of a negative one. */
  public static double upper(HistogramLayout layout, int index) {
    return layout.isCustom()
        ? custom(layout.customBounds(), index)
        : exponential(layout.schema(), index);
  }

  /** Upper bound of a bucket of an exponential schema; beyond {@link #MAX_SCHEMA} a rough one. */
  public static double exponential(int schema, int index) {
    if (schema < 0) {
      long exponent = (long) index << -schema;
      return exponent == 1024 ? Double.MAX_VALUE : scale(1, exponent);
    }
    if (schema > MAX_SCHEMA) {
      return Math.pow(2, Math.scalb((double) index, -schema));
    }
    int inOctave = index & ((1 << schema) - 1);
    double fraction = FRACTIONS[inOctave << (MAX_SCHEMA - schema)];
    long exponent = (index >> schema) + 1L;
    return fraction == 0.5 && exponent == 1025 ? Double.MAX_VALUE : scale(fraction, exponent);
  }

  /** Index -1 is the lower end of the first bucket. */
  private static double custom(double[] bounds, int index) {
    if (index < 0) {
      return Double.NEGATIVE_INFINITY;
    }
    return index < bounds.length ? bounds[index] : Double.POSITIVE_INFINITY;
  }

  private static double scale(double fraction, long exponent) {
    return Math.scalb(fraction, (int) Math.clamp(exponent, -5000L, 5000L));
  }
}
