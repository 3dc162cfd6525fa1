package io.promontory.promql.promqltest;

import io.promontory.promql.parse.DescribedValue;
import io.promontory.promql.promqltest.Command.Load;
import io.promontory.promql.promqltest.Command.LoadedSeries;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ObjDoubleConsumer;

/**
 * The classic histograms among loaded series, collected and converted into native ones for {@code
 * load_with_nhcb}.
 */
final class CustomBuckets {
  private final Load load;
  private final Map<Labels, TreeMap<Long, ClassicHistogram>> histograms = new LinkedHashMap<>();

  private CustomBuckets(Load load) {
    this.load = load;
  }

  /** By labels without {@code le} and time in ms. */
  static Map<Labels, Map<Long, FloatHistogram>> of(Load load) {
    CustomBuckets buckets = new CustomBuckets(load);
    load.series().forEach(buckets::collect);
    Map<Labels, Map<Long, FloatHistogram>> converted = new LinkedHashMap<>();
    buckets.histograms.forEach((labels, times) -> converted.put(labels, buckets.convert(times)));
    return converted;
  }

  private Map<Long, FloatHistogram> convert(TreeMap<Long, ClassicHistogram> times) {
    Map<Long, FloatHistogram> converted = new LinkedHashMap<>();
    try {
      times.forEach((time, classic) -> converted.put(time, classic.convert()));
    } catch (IllegalArgumentException e) {
      throw new ScriptException(load.line(), "no histogram: " + e.getMessage());
    }
    return converted;
  }

  private void collect(LoadedSeries series) {
    String name = series.labels().metricName();
    if (name.endsWith("_bucket")) {
      double bound = bound(series.labels());
      if (!Double.isNaN(bound)) {
        collect(series, "_bucket", (histogram, value) -> histogram.bucket(bound, value));
      }
    } else if (name.endsWith("_count")) {
      collect(series, "_count", ClassicHistogram::count);
    } else if (name.endsWith("_sum")) {
      collect(series, "_sum", ClassicHistogram::sum);
    }
  }

  /** NaN where the label is no number. */
  private double bound(Labels labels) {
    String le = labels.getOrEmpty("le");
    if (le.isEmpty()) {
      throw new ScriptException(load.line(), "there is no le in " + labels);
    }
    try {
      return GoNumbers.parseFloat(le);
    } catch (TextFormatException e) {
      return Double.NaN;
    }
  }

  private void collect(LoadedSeries series, String suffix, ObjDoubleConsumer<ClassicHistogram> to) {
    String name = series.labels().metricName();
    String base = name.substring(0, name.length() - suffix.length());
    Labels labels = series.labels().with("le", "").with(Labels.METRIC_NAME, base);
    TreeMap<Long, ClassicHistogram> times =
        histograms.computeIfAbsent(labels, _ -> new TreeMap<>());
    for (int i = 0; i < series.values().size(); i++) {
      if (series.values().get(i) instanceof DescribedValue.Number(double value)) {
        to.accept(times.computeIfAbsent(i * load.stepMs(), _ -> new ClassicHistogram()), value);
      }
    }
  }
}
