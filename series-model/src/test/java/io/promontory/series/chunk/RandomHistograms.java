package io.promontory.series.chunk;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** A seeded stream of native histograms as one series has them: growing, with odd events. */
final class RandomHistograms {
  private final Random random;
  private final boolean integers;
  private final boolean gauge;
  private final TreeMap<Integer, Double> positive = new TreeMap<>();
  private final TreeMap<Integer, Double> negative = new TreeMap<>();
  private int schema;
  private double zeroThreshold;
  private double zeroCount;
  private double[] bounds = HistogramLayout.NO_BOUNDS;

  RandomHistograms(Random random, boolean integers) {
    this.random = random;
    this.integers = integers;
    this.gauge = random.nextInt(4) == 0;
    restart();
  }

  /** The next sample; stale markers, resets and changes of the layout come now and then. */
  FloatHistogram next() {
    int event = random.nextInt(60);
    if (event == 0) {
      return new FloatHistogram(
          HistogramLayout.EMPTY, hint(), 0, 0, StaleMarker.VALUE, new double[0]);
    }
    if (event == 1) {
      restart();
    } else if (event == 2) {
      positive.replaceAll((bucket, count) -> count / 2 == Math.rint(count / 2) ? count / 2 : 0);
    }
    for (int i = random.nextInt(6); i >= 0; i--) {
      grow();
    }
    boolean explicit = random.nextInt(50) == 0;
    return sample(explicit && !gauge ? ResetHint.RESET : hint());
  }

  private ResetHint hint() {
    return gauge ? ResetHint.GAUGE : ResetHint.UNKNOWN;
  }

  private void restart() {
    positive.clear();
    negative.clear();
    zeroCount = 0;
    boolean custom = random.nextInt(5) == 0;
    schema = custom ? HistogramLayout.CUSTOM : random.nextInt(13) - 4;
    zeroThreshold = custom ? 0 : random.nextBoolean() ? 0x1p-128 : random.nextDouble();
    bounds = HistogramLayout.NO_BOUNDS;
    if (custom) {
      boolean whole = random.nextBoolean();
      bounds =
          random
              .doubles(1 + random.nextInt(12), -5, 40_000)
              .map(bound -> whole ? Math.rint(bound * 100) / 100 : bound)
              .sorted()
              .distinct()
              .toArray();
    }
  }

  private void grow() {
    double by = integers ? random.nextInt(1000) : random.nextDouble() * 1000;
    if (gauge && random.nextBoolean()) {
      by = -by;
    }
    boolean custom = schema == HistogramLayout.CUSTOM;
    if (!custom && random.nextInt(10) == 0) {
      zeroCount = Math.max(0, zeroCount + by);
      return;
    }
    boolean below = !custom && random.nextInt(4) == 0;
    int bucket =
        custom
            ? random.nextInt(bounds.length + 1)
            : (int) (random.nextGaussian() * (random.nextInt(20) == 0 ? 1000 : 5));
    double change = by;
    (below ? negative : positive).merge(bucket, Math.max(0, by), (x, y) -> Math.max(0, x + change));
  }

  private FloatHistogram sample(ResetHint hint) {
    HistogramLayout layout =
        new HistogramLayout(schema, zeroThreshold, spans(positive), spans(negative), bounds);
    double[] counts = new double[layout.buckets()];
    int at = 0;
    double count = zeroCount;
    for (TreeMap<Integer, Double> side : List.of(positive, negative)) {
      for (double bucket : side.values()) {
        counts[at++] = bucket;
        count += bucket;
      }
    }
    double sum = random.nextInt(30) == 0 ? Double.NaN : count * random.nextInt(100);
    return new FloatHistogram(layout, hint, count, zeroCount, sum, counts);
  }

  private static int[] spans(TreeMap<Integer, Double> buckets) {
    int[] spans = new int[2 * buckets.size()];
    int used = 0;
    int end = 0;
    for (int bucket : buckets.keySet()) {
      if (used == 0 || bucket > end) {
        spans[used] = bucket - end;
        used += 2;
      }
      spans[used - 1]++;
      end = bucket + 1;
    }
    return Arrays.copyOf(spans, used);
  }

  /** The samples as text: equal where they describe the same buckets, empty ones left out. */
  static String describe(FloatHistogram histogram) {
    if (StaleMarker.isStale(histogram.sum())) {
      return "stale";
    }
    HistogramLayout layout = histogram.layout();
    StringBuilder text = new StringBuilder();
    text.append(layout.schema()).append(' ').append(layout.zeroThreshold());
    text.append(' ').append(Arrays.toString(layout.customBounds()));
    text.append(' ').append(histogram.count()).append(' ').append(histogram.zeroCount());
    text.append(' ').append(Long.toHexString(Double.doubleToRawLongBits(histogram.sum())));
    append(text.append(" +"), layout.positiveSpans(), histogram.buckets(), 0);
    append(
        text.append(" -"), layout.negativeSpans(), histogram.buckets(), layout.positiveBuckets());
    return text.toString();
  }

  private static void append(StringBuilder text, int[] spans, double[] counts, int from) {
    int at = from;
    int bucket = 0;
    for (int s = 0; s < spans.length; s += 2) {
      bucket += spans[s];
      for (int i = 0; i < spans[s + 1]; i++, bucket++, at++) {
        if (counts[at] != 0) {
          text.append(' ').append(bucket).append(':').append(counts[at]);
        }
      }
    }
  }
}
