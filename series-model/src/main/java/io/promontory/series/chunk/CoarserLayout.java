package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Merges the buckets of a schema that is finer than any in use (9 to 52, reserved for the future)
 * into those of schema 8, as Prometheus does on reading.
 */
final class CoarserLayout {
  private static final int FINEST = 8;

  private final HistogramLayout target;

  /** For each bucket of the source its bucket in the target. */
  private final int[] targets;

  private CoarserLayout(HistogramLayout source) {
    int shift = source.schema() - FINEST;
    targets = new int[source.buckets()];
    int[] positive = merge(source.positiveSpans(), shift, 0, 0);
    int merged = positive.length > 0 ? targets[source.positiveBuckets() - 1] + 1 : 0;
    int[] negative = merge(source.negativeSpans(), shift, source.positiveBuckets(), merged);
    target =
        new HistogramLayout(
            FINEST, source.zeroThreshold(), positive, negative, source.customBounds());
  }

  /** Null where the layout is fine as it is. */
  static @Nullable CoarserLayout of(HistogramLayout layout) {
    return layout.schema() > FINEST ? new CoarserLayout(layout) : null;
  }

  FloatHistogram apply(FloatHistogram source) {
    if (source.layout().schema() <= FINEST) {
      return source;
    }
    double[] from = source.buckets();
    double[] buckets = new double[target.buckets()];
    for (int i = 0; i < from.length; i++) {
      buckets[targets[i]] += from[i];
    }
    return new FloatHistogram(
        target, source.hint(), source.count(), source.zeroCount(), source.sum(), buckets);
  }

  /** The spans of the merged buckets; fills the targets from a bucket on. */
  private int[] merge(int[] spans, int shift, int firstSource, int firstTarget) {
    int[] merged = new int[2 * targets.length];
    int used = 0;
    int source = firstSource;
    int place = firstTarget - 1;
    int index = 0;
    long last = 0;
    for (int s = 0; s < spans.length; s += 2) {
      index += spans[s];
      for (int i = 0; i < spans[s + 1]; i++, index++) {
        int coarse = (int) ((index - 1L) >> shift) + 1;
        if (used == 0 || coarse > last + 1) {
          merged[used] = (int) (used == 0 ? coarse : coarse - last - 1);
          used += 2;
        }
        if (place < firstTarget || coarse > last) {
          place++;
          merged[used - 1]++;
        }
        last = coarse;
        targets[source++] = place;
      }
    }
    return Arrays.copyOf(merged, used);
  }
}
