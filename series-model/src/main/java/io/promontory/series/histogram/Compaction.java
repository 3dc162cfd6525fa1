package io.promontory.series.histogram;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Drops empty buckets, but keeps (or fills in) up to so many between two populated ones. Spans that
 * touch are joined.
 */
final class Compaction {
  private final int maxEmpty;
  private final double[] counts;
  private final double @Nullable [] cs;
  private double[] out;
  private double[] outCs;
  private int size;

  /**
   * @param cs compensations; a bucket with one is not empty
   */
  private Compaction(double[] counts, double @Nullable [] cs, int maxEmpty) {
    this.counts = counts;
    this.cs = cs;
    this.maxEmpty = maxEmpty;
    this.out = new double[counts.length];
    this.outCs = cs == null ? HistogramLayout.NO_BOUNDS : new double[counts.length];
  }

  static FloatHistogram of(FloatHistogram histogram, int maxEmpty) {
    HistogramLayout layout = histogram.layout();
    if (isCompact(layout, histogram.buckets(), maxEmpty)) {
      return histogram;
    }
    Compaction compaction = new Compaction(histogram.buckets(), null, maxEmpty);
    HistogramLayout compact = compaction.run(layout);
    return new FloatHistogram(
        compact,
        histogram.hint(),
        histogram.count(),
        histogram.zeroCount(),
        histogram.sum(),
        Arrays.copyOf(compaction.out, compaction.size));
  }

  /** Drops all empty buckets of a sum. */
  static void of(HistogramSum sum) {
    Compaction compaction =
        new Compaction(sum.buckets, sum.isCompensated() ? sum.bucketsC : null, 0);
    HistogramLayout compact = compaction.run(sum.layout);
    sum.relayout(compact, Arrays.copyOf(compaction.out, compaction.size), compaction.outCs);
  }

  private static boolean isCompact(HistogramLayout layout, double[] counts, int maxEmpty) {
    for (int i = 0; i < counts.length; i++) {
      if (counts[i] == 0) {
        return false;
      }
    }
    return isCompact(layout.positiveSpans(), maxEmpty)
        && isCompact(layout.negativeSpans(), maxEmpty);
  }

  private static boolean isCompact(int[] spans, int maxEmpty) {
    for (int i = 0; i < spans.length; i += 2) {
      if (spans[i + 1] == 0 || (i > 0 && spans[i] <= maxEmpty)) {
        return false;
      }
    }
    return true;
  }

  private HistogramLayout run(HistogramLayout layout) {
    int[] positive = side(layout.positiveSpans(), 0);
    int[] negative = side(layout.negativeSpans(), layout.positiveBuckets());
    if (cs != null) {
      outCs = Arrays.copyOf(outCs, size);
    }
    return layout.withSpans(positive, negative);
  }

  private int[] side(int[] spans, int first) {
    SpanBuilder kept = new SpanBuilder();
    SpanCursor buckets = new SpanCursor(spans, first);
    while (buckets.next()) {
      int at = buckets.position();
      if (counts[at] == 0 && (cs == null || cs[at] == 0)) {
        continue;
      }
      if (!kept.isEmpty()) {
        long empty = (long) buckets.index() - kept.last() - 1;
        for (long i = empty <= maxEmpty ? empty : 0; i > 0; i--) {
          keep(kept, kept.last() + 1, 0, 0);
        }
      }
      keep(kept, buckets.index(), counts[at], cs == null ? 0 : cs[at]);
    }
    return kept.build();
  }

  private void keep(SpanBuilder kept, int index, double count, double c) {
    kept.add(index);
    if (size == out.length) {
      out = Arrays.copyOf(out, Math.max(8, 2 * size));
      outCs = cs == null ? outCs : Arrays.copyOf(outCs, out.length);
    }
    out[size] = count;
    if (cs != null) {
      outCs[size] = c;
    }
    size++;
  }
}
