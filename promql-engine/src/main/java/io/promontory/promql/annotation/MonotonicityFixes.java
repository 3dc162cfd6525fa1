package io.promontory.promql.annotation;

import io.promontory.series.text.GoFloats;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What was changed to make classic buckets monotonic, over all histograms of one metric. Times are
 * ms since the epoch.
 */
record MonotonicityFixes(
    long fromMs, long toMs, double minBucket, double maxBucket, double maxDifference, long count) {
  private static final MathContext TWO_DIGITS = new MathContext(2, RoundingMode.HALF_EVEN);

  MonotonicityFixes plus(MonotonicityFixes that) {
    return new MonotonicityFixes(
        Math.min(fromMs, that.fromMs),
        Math.max(toMs, that.toMs),
        Math.min(minBucket, that.minBucket),
        Math.max(maxBucket, that.maxBucket),
        Math.max(maxDifference, that.maxDifference),
        count + that.count);
  }

  /** As shown behind the text of the annotation. */
  @Override
  public String toString() {
    return ", from buckets "
        + GoFloats.general(minBucket)
        + " to "
        + GoFloats.general(maxBucket)
        + ", with a max diff of "
        + twoDigits(maxDifference)
        + ", over "
        + count
        + " samples from "
        + time(fromMs)
        + " to "
        + time(toMs);
  }

  /** RFC 3339 in whole seconds, cut towards zero. */
  private static String time(long ms) {
    return Instant.ofEpochSecond(ms / 1000).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Go's {@code %.2g} of a positive number. */
  private static String twoDigits(double x) {
    if (!Double.isFinite(x)) {
      return GoFloats.general(x);
    }
    BigDecimal rounded = new BigDecimal(x).round(TWO_DIGITS).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= -4 && exponent < 2) {
      return rounded.toPlainString();
    }
    return GoFloats.exponent(rounded.doubleValue());
  }
}
