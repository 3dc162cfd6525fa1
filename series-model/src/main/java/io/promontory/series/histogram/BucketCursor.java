package io.promontory.series.histogram;

/**
 * Walks the buckets of a histogram; after {@link #next} returned true it stands on one. Used by one
 * thread. Bounds are computed only when asked for.
 */
public final class BucketCursor {
  private final FloatHistogram histogram;
  private final HistogramLayout layout;
  private final boolean negativeFirst;
  private final boolean bothSigns;
  private Place place;
  private boolean negative;
  private int[] spans = HistogramLayout.NO_SPANS;
  private int span;
  private int inSpan;
  private int index;
  private int position;

  private enum Place {
    BEFORE,
    INWARD,
    ZERO,
    OUTWARD,
    END
  }

  private BucketCursor(
      FloatHistogram histogram, boolean negativeFirst, boolean bothSigns, Place place) {
    this.histogram = histogram;
    this.layout = histogram.layout();
    this.negativeFirst = negativeFirst;
    this.bothSigns = bothSigns;
    this.place = place;
  }

  /**
   * All buckets by rising values; the zero bucket only if populated. A bucket that overlaps with
   * the zero bucket begins at its end.
   */
  public static BucketCursor ascending(FloatHistogram histogram) {
    return new BucketCursor(histogram, true, true, Place.BEFORE);
  }

  /** As {@link #ascending}, by falling values. */
  public static BucketCursor descending(FloatHistogram histogram) {
    return new BucketCursor(histogram, false, true, Place.BEFORE);
  }

  /** The positive buckets (those of custom bounds too) by rising values, with their full width. */
  public static BucketCursor positive(FloatHistogram histogram) {
    BucketCursor cursor = new BucketCursor(histogram, true, false, Place.OUTWARD);
    cursor.startOutward(false);
    return cursor;
  }

  /** The negative buckets by falling values, with their full width. */
  public static BucketCursor negative(FloatHistogram histogram) {
    BucketCursor cursor = new BucketCursor(histogram, false, false, Place.OUTWARD);
    cursor.startOutward(true);
    return cursor;
  }

  /** Steps to the next bucket; false after the last one. */
  public boolean next() {
    if (place == Place.BEFORE) {
      startInward(negativeFirst);
      place = Place.INWARD;
    }
    if (place == Place.INWARD) {
      if (nextInward()) {
        return true;
      }
      place = Place.ZERO;
      if (histogram.zeroCount() > 0 && !layout.isCustom()) {
        return true;
      }
    }
    if (place == Place.ZERO) {
      startOutward(!negativeFirst);
      place = Place.OUTWARD;
    }
    if (place == Place.OUTWARD) {
      if (nextOutward()) {
        return true;
      }
      place = Place.END;
    }
    return false;
  }

  private void startInward(boolean sign) {
    negative = sign;
    spans = sign ? layout.negativeSpans() : layout.positiveSpans();
    position = sign ? layout.buckets() : layout.positiveBuckets();
    index = 0;
    for (int i = 0; i < spans.length; i += 2) {
      index += spans[i] + spans[i + 1];
    }
    span = spans.length;
    inSpan = 0;
  }

  private boolean nextInward() {
    index--;
    while (inSpan == 0) {
      if (span < spans.length) {
        index -= spans[span];
      }
      span -= 2;
      if (span < 0) {
        return false;
      }
      inSpan = spans[span + 1];
    }
    inSpan--;
    position--;
    return true;
  }

  private void startOutward(boolean sign) {
    negative = sign;
    spans = sign ? layout.negativeSpans() : layout.positiveSpans();
    position = (sign ? layout.positiveBuckets() : 0) - 1;
    index = -1;
    span = -2;
    inSpan = 0;
  }

  private boolean nextOutward() {
    while (inSpan == 0) {
      span += 2;
      if (span >= spans.length) {
        return false;
      }
      index += spans[span];
      inSpan = spans[span + 1];
    }
    inSpan--;
    index++;
    position++;
    return true;
  }

  public double count() {
    return isZeroBucket() ? histogram.zeroCount() : histogram.buckets()[position];
  }

  /** Where the count lies in {@link FloatHistogram#buckets}; not for the zero bucket. */
  public int position() {
    return position;
  }

  public boolean isZeroBucket() {
    return place == Place.ZERO;
  }

  public double lower() {
    double threshold = layout.zeroThreshold();
    if (isZeroBucket()) {
      return -threshold;
    }
    double lower = negative ? -bound(index) : bound(index - 1);
    return bothSigns && lower > 0 && lower < threshold ? threshold : lower;
  }

  public double upper() {
    double threshold = layout.zeroThreshold();
    if (isZeroBucket()) {
      return threshold;
    }
    double upper = negative ? -bound(index - 1) : bound(index);
    return bothSigns && upper < 0 && upper > -threshold ? -threshold : upper;
  }

  private double bound(int i) {
    return BucketBounds.upper(layout, i);
  }

  public boolean lowerInclusive() {
    if (isZeroBucket()) {
      return true;
    }
    return layout.isCustom() ? index == 0 : lower() < 0;
  }

  public boolean upperInclusive() {
    return isZeroBucket() || layout.isCustom() || upper() > 0;
  }

  /**
   * Which bounds belong to the bucket, as a code of the HTTP API: 0 the upper one, 1 the lower one,
   * 2 none, 3 both.
   */
  public int boundaries() {
    return upperInclusive() ? (lowerInclusive() ? 3 : 0) : lowerInclusive() ? 1 : 2;
  }
}
