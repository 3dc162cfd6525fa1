package io.promontory.frontend.exposition;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.ResetHint;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes families of samples as Prometheus' federation endpoint does: sorted by name, untyped but
 * for histograms; where kinds change within a name, a new family begins.
 */
public final class Families {
  private static final Comparator<NewestSample> BY_NAME =
      Comparator.comparing(sample -> sample.labels().metricName(), Utf8Order.INSTANCE);

  private final TreeMap<String, String> external = new TreeMap<>(Utf8Order.INSTANCE);

  /**
   * @param externalLabels follow a metric's own labels where it has none of that name; with them an
   *     empty {@code instance}, so that who scrapes adds none of its own
   */
  public Families(Map<String, String> externalLabels) {
    external.putAll(externalLabels);
    external.putIfAbsent("instance", "");
  }

  /**
   * @param samples by labels; those without a name are left out
   */
  public List<Family> of(List<NewestSample> samples, ExpositionFormat format) {
    List<NewestSample> sorted = new ArrayList<>(samples);
    sorted.sort(BY_NAME);
    List<Family> families = new ArrayList<>();
    for (NewestSample sample : sorted) {
      FloatHistogram histogram = sample.histogram();
      boolean told =
          histogram == null || histogram.layout().isCustom() || format.hasNativeHistograms();
      String name = sample.labels().metricName();
      if (!told || name.isEmpty()) {
        continue;
      }
      Family.Kind kind = kind(sample);
      Family last = families.isEmpty() ? null : families.getLast();
      if (last == null || !last.name().equals(name) || last.kind() != kind) {
        last = new Family(name, kind, new ArrayList<>());
        families.add(last);
      }
      last.points()
          .add(
              new Family.Point(
                  labels(sample.labels()), sample.value(), histogram, sample.timestamp()));
    }
    return families;
  }

  private static Family.Kind kind(NewestSample sample) {
    FloatHistogram histogram = sample.histogram();
    if (histogram == null) {
      return Family.Kind.UNTYPED;
    }
    return histogram.hint() == ResetHint.GAUGE
        ? Family.Kind.GAUGE_HISTOGRAM
        : Family.Kind.HISTOGRAM;
  }

  private List<Family.Label> labels(Labels own) {
    List<Family.Label> labels = new ArrayList<>(own.size() + external.size());
    for (int i = 0; i < own.size(); i++) {
      if (!own.name(i).equals(Labels.METRIC_NAME)) {
        labels.add(new Family.Label(own.name(i), own.value(i)));
      }
    }
    external.forEach(
        (name, value) -> {
          if (!own.has(name)) {
            labels.add(new Family.Label(name, value));
          }
        });
    return labels;
  }
}
