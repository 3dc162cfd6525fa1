package io.promontory.series.store;

/**
 * How many samples there are of something.
 *
 * @param series how many series match at a time
 * @param intervalMs between two samples of one series, ms; positive
 * @param seen false for a guess
 */
public record Density(double series, double intervalMs, boolean seen) {
  /** Of what nobody has looked at: 100 series at 15 s. */
  public static final Density GUESS = new Density(100, 15_000, false);

  public Density {
    if (!(intervalMs > 0) || !(series >= 0)) {
      throw new IllegalArgumentException(series + " series at " + intervalMs + " ms");
    }
  }

  /** Samples of all series in a time of so many ms. */
  public double samples(double ms) {
    return series * ms / intervalMs;
  }
}
