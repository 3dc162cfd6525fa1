package io.promontory.frontend.demo;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.text.GoFloats;
import java.util.List;

/** Puts the process's own metrics into stores, as a scrape of itself would. */
final class SelfScrape {
  private final PrometheusRegistry registry;
  private final List<DemoReplica> replicas;
  private final Labels target;

  SelfScrape(PrometheusRegistry registry, List<DemoReplica> replicas, Labels target) {
    this.registry = registry;
    this.replicas = replicas;
    this.target = target;
  }

  /** Scrapes once; {@code time} in ms since the epoch. */
  void scrape(long time) {
    append("up", LABELS_NONE, time, 1);
    for (MetricSnapshot metric : registry.scrape()) {
      String name = metric.getMetadata().getPrometheusName();
      for (DataPointSnapshot point : metric.getDataPoints()) {
        point(name, point, time);
      }
    }
  }

  private static final io.prometheus.metrics.model.snapshots.Labels LABELS_NONE =
      io.prometheus.metrics.model.snapshots.Labels.EMPTY;

  private void point(String name, DataPointSnapshot point, long time) {
    io.prometheus.metrics.model.snapshots.Labels own = point.getLabels();
    switch (point) {
      case CounterSnapshot.CounterDataPointSnapshot counter ->
          append(name + "_total", own, time, counter.getValue());
      case GaugeSnapshot.GaugeDataPointSnapshot gauge -> append(name, own, time, gauge.getValue());
      case UnknownSnapshot.UnknownDataPointSnapshot unknown ->
          append(name, own, time, unknown.getValue());
      case InfoSnapshot.InfoDataPointSnapshot ignored -> append(name + "_info", own, time, 1);
      case HistogramSnapshot.HistogramDataPointSnapshot histogram ->
          histogram(name, histogram, time);
      case SummarySnapshot.SummaryDataPointSnapshot summary -> summary(name, summary, time);
      default -> {}
    }
  }

  private void histogram(
      String name, HistogramSnapshot.HistogramDataPointSnapshot histogram, long time) {
    ClassicHistogramBuckets buckets = histogram.getClassicBuckets();
    long below = 0;
    for (int i = 0; i < buckets.size(); i++) {
      below += buckets.getCount(i);
      append(
          name + "_bucket",
          histogram.getLabels().add("le", GoFloats.openMetrics(buckets.getUpperBound(i))),
          time,
          below);
    }
    append(name + "_sum", histogram.getLabels(), time, histogram.getSum());
    append(name + "_count", histogram.getLabels(), time, below);
  }

  private void summary(String name, SummarySnapshot.SummaryDataPointSnapshot summary, long time) {
    for (Quantile quantile : summary.getQuantiles()) {
      append(
          name,
          summary.getLabels().add("quantile", GoFloats.openMetrics(quantile.getQuantile())),
          time,
          quantile.getValue());
    }
    append(name + "_sum", summary.getLabels(), time, summary.getSum());
    append(name + "_count", summary.getLabels(), time, summary.getCount());
  }

  private void append(
      String name, io.prometheus.metrics.model.snapshots.Labels own, long time, double value) {
    LabelsBuilder labels = new LabelsBuilder(target).set(Labels.METRIC_NAME, name);
    for (int i = 0; i < own.size(); i++) {
      labels.set(own.getPrometheusName(i), own.getValue(i));
    }
    Labels built = labels.build();
    replicas.forEach(replica -> replica.store().append(built, time, value));
  }
}
