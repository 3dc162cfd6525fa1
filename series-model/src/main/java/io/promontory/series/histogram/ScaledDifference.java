package io.promontory.series.histogram;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What {@code rate} makes of the first and the last histogram of a window, in one go and to the
 * same bits: subtract, drop empty buckets, multiply. Reuses the layout that it left of the same
 * buckets the last time. Used by one thread.
 */
public final class ScaledDifference {
  private HistogramLayout source = HistogramLayout.EMPTY;
  private HistogramLayout compact = HistogramLayout.EMPTY;

  /** Places of the buckets of {@link #compact} in {@link #source}. */
  private int[] places = {};

  private double[] differences = new double[16];
  private int[] populated = new int[16];

  /**
   * The difference times a factor, as a compact gauge.
   *
   * @return null where the layouts are not the same, or not plain enough for this way
   */
  public @Nullable FloatHistogram of(FloatHistogram last, FloatHistogram first, double factor) {
    HistogramLayout layout = last.layout();
    if ((layout != first.layout() && !layout.equals(first.layout())) || !layout.isPlain()) {
      return null;
    }
    double[] to = last.buckets();
    double[] from = first.buckets();
    int buckets = to.length;
    if (differences.length < buckets) {
      differences = new double[buckets];
      populated = new int[buckets];
    }
    double[] all = differences;
    int[] kept = populated;
    int size = 0;
    for (int i = 0; i < buckets; i++) {
      double difference = to[i] - from[i];
      all[i] = difference;
      kept[size] = i;
      size += difference != 0 ? 1 : 0;
    }
    double[] scaled = new double[size];
    if (size == buckets) {
      for (int i = 0; i < size; i++) {
        scaled[i] = all[i] * factor;
      }
    } else {
      for (int i = 0; i < size; i++) {
        scaled[i] = all[kept[i]] * factor;
      }
      layout = compacted(layout, size);
    }
    double zero = last.zeroCount();
    return new FloatHistogram(
        layout,
        ResetHint.GAUGE,
        (last.count() - first.count()) * factor,
        (layout.isCustom() ? zero : zero - first.zeroCount()) * factor,
        (last.sum() - first.sum()) * factor,
        scaled);
  }

  /** The layout that has only the populated buckets. */
  private HistogramLayout compacted(HistogramLayout layout, int size) {
    if (layout == source && samePlaces(size)) {
      return compact;
    }
    source = layout;
    places = Arrays.copyOf(populated, size);
    int next = 0;
    SpanBuilder positive = new SpanBuilder();
    SpanBuilder negative = new SpanBuilder();
    next = keep(positive, layout.positiveSpans(), 0, next);
    keep(negative, layout.negativeSpans(), layout.positiveBuckets(), next);
    compact = layout.withSpans(positive.build(), negative.build());
    return compact;
  }

  private boolean samePlaces(int size) {
    if (places.length != size) {
      return false;
    }
    for (int i = 0; i < size; i++) {
      if (places[i] != populated[i]) {
        return false;
      }
    }
    return true;
  }

  private int keep(SpanBuilder kept, int[] spans, int firstPosition, int next) {
    int at = next;
    SpanCursor buckets = new SpanCursor(spans, firstPosition);
    while (buckets.next()) {
      if (at < places.length && places[at] == buckets.position()) {
        kept.add(buckets.index());
        at++;
      }
    }
    return at;
  }
}
