package io.promontory.frontend.api;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.HistogramLayout;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.memory.MemoryStore;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * What a Prometheus stores that scrapes the target of the recorded federations by its four jobs:
 * native histograms, classic ones, both, and classic ones made native.
 */
final class FederateFixture {
  private static final double[] OBSERVED = {0, 0.05, 0.3, 0.7, 2, 2.2, 30, -1};
  private static final double[] CLASSIC = {0.1, 1, 10};
  private static final double[] BOTH = {0.5, 5};

  private final MemoryStore store = new MemoryStore("scraped", Labels.EMPTY);
  private final long now;

  private FederateFixture(long now) {
    this.now = now;
  }

  /**
   * @param now time of the samples, ms
   */
  static MemoryStore store(long now) {
    FederateFixture fixture = new FederateFixture(now);
    fixture.common("native", 14);
    fixture.classic("native", "classic_seconds", CLASSIC);
    fixture.exponential("native", "native_seconds", 1, 0.001);
    fixture.exponential("native", "both_seconds", 3, 0x1p-128);
    fixture.common("classic", 20);
    fixture.classic("classic", "classic_seconds", CLASSIC);
    fixture.classic("classic", "native_seconds");
    fixture.classic("classic", "both_seconds", BOTH);
    fixture.common("both", 19);
    fixture.classic("both", "classic_seconds", CLASSIC);
    fixture.exponential("both", "native_seconds", 1, 0.001);
    fixture.exponential("both", "both_seconds", 3, 0x1p-128);
    fixture.classic("both", "both_seconds", BOTH);
    fixture.common("nhcb", 9);
    fixture.custom("classic_seconds", CLASSIC);
    fixture.custom("native_seconds");
    fixture.custom("both_seconds", BOTH);
    return fixture.store;
  }

  private void common(String job, int scraped) {
    put(job, "temp", 1.5, "room", "a");
    put(job, "temp", -2, "room", "b");
    put(job, "jobs_total", 3);
    put(job, "sum_seconds", 1, "quantile", "0.5");
    put(job, "sum_seconds_sum", 3);
    put(job, "sum_seconds_count", 2);
    put(job, "up", 1);
    put(job, "scrape_duration_seconds", 0.001);
    put(job, "scrape_samples_scraped", scraped);
    put(job, "scrape_samples_post_metric_relabeling", scraped);
    put(job, "scrape_series_added", 0);
  }

  private void classic(String job, String name, double... bounds) {
    for (double bound : bounds) {
      String le = bound == 0.1 || bound == 0.5 ? "" + bound : (int) bound + ".0";
      put(job, name + "_bucket", upTo(bound), "le", le);
    }
    put(job, name + "_bucket", OBSERVED.length, "le", "+Inf");
    put(job, name + "_sum", 34.25);
    put(job, name + "_count", OBSERVED.length);
  }

  private static double upTo(double bound) {
    int count = 0;
    for (double value : OBSERVED) {
      count += value <= bound ? 1 : 0;
    }
    return count;
  }

  private void custom(String name, double... bounds) {
    double[] buckets = new double[bounds.length + 1];
    double before = 0;
    for (int i = 0; i < buckets.length; i++) {
      double count = i < bounds.length ? upTo(bounds[i]) : OBSERVED.length;
      buckets[i] = count - before;
      before = count;
    }
    int[] spans = {0, buckets.length};
    HistogramLayout layout =
        new HistogramLayout(HistogramLayout.CUSTOM, 0, spans, HistogramLayout.NO_SPANS, bounds);
    put("nhcb", name, new FloatHistogram(layout, ResetHint.UNKNOWN, 8, 0, 34.25, buckets));
  }

  private void exponential(String job, String name, int schema, double zeroThreshold) {
    TreeMap<Integer, Integer> positive = new TreeMap<>();
    TreeMap<Integer, Integer> negative = new TreeMap<>();
    for (double value : OBSERVED) {
      if (Math.abs(value) > zeroThreshold) {
        double log = Math.log(Math.abs(value)) / Math.log(2);
        int index = (int) Math.ceil(Math.scalb(Math.rint(log * 1e12) / 1e12, schema));
        (value > 0 ? positive : negative).merge(index, 1, Integer::sum);
      }
    }
    double[] buckets = new double[positive.size() + negative.size()];
    int at = 0;
    for (TreeMap<Integer, Integer> side : List.of(positive, negative)) {
      for (int count : side.values()) {
        buckets[at++] = count;
      }
    }
    HistogramLayout layout =
        new HistogramLayout(
            schema, zeroThreshold, spans(positive), spans(negative), HistogramLayout.NO_BOUNDS);
    put(job, name, new FloatHistogram(layout, ResetHint.UNKNOWN, 8, 1, 34.25, buckets));
  }

  private static int[] spans(TreeMap<Integer, Integer> side) {
    List<int[]> spans = new ArrayList<>();
    int next = 0;
    for (int index : side.keySet()) {
      if (!spans.isEmpty() && index == next) {
        spans.getLast()[1]++;
      } else {
        spans.add(new int[] {index - next, 1});
      }
      next = index + 1;
    }
    return spans.stream().flatMapToInt(Arrays::stream).toArray();
  }

  private void put(String job, String name, double value, String... label) {
    store.append(labels(job, name, label), now, value);
  }

  private void put(String job, String name, FloatHistogram histogram) {
    store.append(labels(job, name), now, histogram);
  }

  private static Labels labels(String job, String name, String... label) {
    Labels labels = Labels.of("__name__", name, "job", job, "instance", "127.0.0.1:19291");
    return label.length == 0 ? labels : labels.with(label[0], label[1]);
  }
}
