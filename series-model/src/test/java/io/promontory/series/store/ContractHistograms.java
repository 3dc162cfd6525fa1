package io.promontory.series.store;

import io.promontory.series.chunk.StaleMarker;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.ContractData.ContractSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Native histograms of every kind, as series named {@code native} with a label {@code kind}. */
final class ContractHistograms {
  static final String NAME = "native";

  private static final int SAMPLES = 150;
  private static final int SCRAPE_MS = 15_000;
  private static final int[] NONE = HistogramLayout.NO_SPANS;

  private ContractHistograms() {}

  static List<ContractSeries> all() {
    HistogramLayout custom =
        new HistogramLayout(
            HistogramLayout.CUSTOM, 0, new int[] {0, 2, 1, 1}, NONE, new double[] {0.1, 0.5, 2.5});
    List<ContractSeries> all = new ArrayList<>();
    all.add(series("integer", n -> counter(exponential(3, 0, 4), n, 1)));
    all.add(series("float", n -> counter(exponential(-1, -2, 3), n, 0.3)));
    all.add(series("gauge", n -> gauge(exponential(0, 0, 2), n)));
    all.add(series("custom", n -> counter(custom, n, 2)));
    all.add(series("stale", n -> n % 40 == 39 ? stale() : counter(exponential(1, 0, 3), n, 1)));
    all.add(series("resets", n -> counter(exponential(2, 0, 3), n % 50, 1)));
    all.add(series("growing", n -> counter(exponential(2, -n / 30, 2 + n / 15), n, 1)));
    all.add(series("schema", n -> counter(exponential(n < 75 ? 4 : 2, 0, 3), n, 1)));
    return all;
  }

  private static ContractSeries series(String kind, IntFunction<FloatHistogram> sample) {
    long[] times = new long[SAMPLES];
    double[] sums = new double[SAMPLES];
    FloatHistogram[] histograms = new FloatHistogram[SAMPLES];
    for (int n = 0; n < SAMPLES; n++) {
      times[n] = ContractData.START + n * SCRAPE_MS;
      histograms[n] = sample.apply(n);
      sums[n] = histograms[n].sum();
    }
    return new ContractSeries(Labels.of("__name__", NAME, "kind", kind), times, sums, histograms);
  }

  private static HistogramLayout exponential(int schema, int first, int buckets) {
    return new HistogramLayout(
        schema, 0x1p-128, new int[] {first, buckets}, new int[] {3, 1}, HistogramLayout.NO_BOUNDS);
  }

  /** Every bucket grows with every sample, so that one that is new starts above zero. */
  private static FloatHistogram counter(HistogramLayout layout, int n, double by) {
    double[] buckets = new double[layout.buckets()];
    for (int i = 0; i < buckets.length; i++) {
      buckets[i] = (n + 1) * by * (i + 1);
    }
    double zeros = layout.isCustom() ? 0 : n * by;
    double count = Arrays.stream(buckets).sum() + zeros;
    return new FloatHistogram(layout, ResetHint.UNKNOWN, count, zeros, count / 8, buckets);
  }

  private static FloatHistogram gauge(HistogramLayout layout, int n) {
    return counter(layout, (n * 7) % 13, 1).withHint(ResetHint.GAUGE);
  }

  private static FloatHistogram stale() {
    return new FloatHistogram(
        HistogramLayout.EMPTY, ResetHint.UNKNOWN, 0, 0, StaleMarker.VALUE, new double[0]);
  }
}
