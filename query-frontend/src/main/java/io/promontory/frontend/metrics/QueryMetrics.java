package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.promontory.frontend.app.Admission;
import io.promontory.frontend.app.QueryEvent;
import io.promontory.frontend.app.QueryLog;
import io.promontory.frontend.app.QueryOrigin;
import io.promontory.promql.engine.QueryStats;

/** Metrics of the engine, by the names that Prometheus gives its own. */
public final class QueryMetrics implements QueryLog {
  private final Summary duration;
  private final Histogram durationHistogram;
  private final Counter samples;
  private final Counter samplesRead;
  private final Counter failures;

  public QueryMetrics(PrometheusRegistry registry, Admission admission) {
    GaugeWithCallback.builder()
        .name("prometheus_engine_queries")
        .help("Queries that run or wait.")
        .callback(point -> point.call(admission.running() + admission.waiting()))
        .register(registry);
    GaugeWithCallback.builder()
        .name("prometheus_engine_queries_concurrent_max")
        .help("Queries that may run at once.")
        .callback(point -> point.call(admission.slots()))
        .register(registry);
    duration =
        Summary.builder()
            .name("prometheus_engine_query_duration_seconds")
            .help("Time of queries by part.")
            .unit(Unit.SECONDS)
            .labelNames("slice")
            .quantile(0.5, 0.05)
            .quantile(0.9, 0.01)
            .quantile(0.99, 0.001)
            .register(registry);
    durationHistogram =
        Histogram.builder()
            .name("prometheus_engine_query_duration_histogram_seconds")
            .help("Time of queries by part.")
            .unit(Unit.SECONDS)
            .labelNames("slice")
            .classicOnly()
            .classicUpperBounds(.01, .05, .1, .5, 1, 5, 10, 30, 60, 120)
            .register(registry);
    samples =
        Counter.builder()
            .name("prometheus_engine_query_samples_total")
            .help("Samples in all windows of all steps of all queries.")
            .register(registry);
    samplesRead =
        Counter.builder()
            .name("prometheus_engine_query_samples_read_total")
            .help("Stored samples that queries read, each once a query.")
            .register(registry);
    failures =
        Counter.builder()
            .name("promontory_query_failures_total")
            .help("Queries that had no answer.")
            .register(registry);
    for (String slice : new String[] {"inner_eval", "prepare_time", "queue_time", "result_sort"}) {
      duration.initLabelValues(slice);
      durationHistogram.initLabelValues(slice);
    }
  }

  @Override
  public void ended(QueryOrigin origin, QueryEvent event) {
    if (event.error() != null) {
      failures.inc();
    }
    QueryStats stats = event.stats();
    if (stats == null) {
      return;
    }
    samples.inc(stats.totalQueryableSamples());
    samplesRead.inc(stats.samplesRead());
    observe("inner_eval", stats.innerEvalNanos());
    observe("prepare_time", stats.queryPreparationNanos());
    observe("queue_time", stats.execQueueNanos());
    observe("result_sort", stats.resultSortNanos());
  }

  private void observe(String slice, long nanos) {
    DistributionDataPoint summary = duration.labelValues(slice);
    summary.observe(nanos / 1e9);
    durationHistogram.labelValues(slice).observe(nanos / 1e9);
  }
}
