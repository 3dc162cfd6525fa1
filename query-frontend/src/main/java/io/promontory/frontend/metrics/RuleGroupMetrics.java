package io.promontory.frontend.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Unit;
import io.promontory.rules.group.GroupKey;
import io.promontory.rules.group.RuleMetrics;
import java.time.Duration;
import java.time.Instant;

/** Metrics of rules, by the names that Prometheus gives its own. */
public final class RuleGroupMetrics implements RuleMetrics {
  private static final double NANOS = 1e9;

  private final Summary evaluationDuration;
  private final Summary groupDuration;
  private final Counter iterations;
  private final Counter missed;
  private final Counter evaluations;
  private final Counter failures;
  private final Gauge interval;
  private final Gauge lastEvaluation;
  private final Gauge lastDuration;
  private final Gauge lastRuleDurations;
  private final Gauge lastRestore;
  private final Gauge rules;
  private final Gauge samples;

  public RuleGroupMetrics(PrometheusRegistry registry) {
    evaluationDuration =
        summary(registry, "prometheus_rule_evaluation_duration_seconds", "Time of a rule.");
    groupDuration =
        summary(registry, "prometheus_rule_group_duration_seconds", "Time of a group's slot.");
    iterations =
        counter(
            registry,
            "prometheus_rule_group_iterations_total",
            "Slots of a group, evaluated or missed.");
    missed =
        counter(
            registry,
            "prometheus_rule_group_iterations_missed_total",
            "Slots of a group that passed without evaluation.");
    evaluations = counter(registry, "prometheus_rule_evaluations_total", "Evaluations of rules.");
    failures =
        counter(
            registry,
            "prometheus_rule_evaluation_failures_total",
            "Evaluations of rules that failed.");
    interval = gauge(registry, "prometheus_rule_group_interval_seconds", "Interval of a group.");
    lastEvaluation =
        gauge(
            registry,
            "prometheus_rule_group_last_evaluation_timestamp_seconds",
            "When a group was evaluated last.");
    lastDuration =
        gauge(
            registry,
            "prometheus_rule_group_last_duration_seconds",
            "Time of a group's last evaluation.");
    lastRuleDurations =
        gauge(
            registry,
            "prometheus_rule_group_last_rule_duration_sum_seconds",
            "Time of a group's last evaluation, summed over its rules.");
    lastRestore =
        gauge(
            registry,
            "prometheus_rule_group_last_restore_duration_seconds",
            "Time in which the timers of a group's alerts were looked up.");
    rules = gauge(registry, "prometheus_rule_group_rules", "Rules of a group.");
    samples =
        gauge(
            registry,
            "prometheus_rule_group_last_evaluation_samples",
            "Samples of a group's last evaluation.");
  }

  private static Summary summary(PrometheusRegistry registry, String name, String help) {
    return Summary.builder()
        .name(name)
        .help(help)
        .unit(Unit.SECONDS)
        .quantile(0.5, 0.05)
        .quantile(0.9, 0.01)
        .quantile(0.99, 0.001)
        .register(registry);
  }

  private static Counter counter(PrometheusRegistry registry, String name, String help) {
    return Counter.builder().name(name).help(help).labelNames("rule_group").register(registry);
  }

  private static Gauge gauge(PrometheusRegistry registry, String name, String help) {
    return Gauge.builder().name(name).help(help).labelNames("rule_group").register(registry);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / NANOS;
  }

  @Override
  public void groupStarted(GroupKey group, Duration every, int count) {
    String name = group.toString();
    iterations.initLabelValues(name);
    missed.initLabelValues(name);
    evaluations.initLabelValues(name);
    failures.initLabelValues(name);
    interval.labelValues(name).set(seconds(every));
    rules.labelValues(name).set(count);
  }

  @Override
  public void groupStopped(GroupKey group) {
    String name = group.toString();
    iterations.remove(name);
    missed.remove(name);
    evaluations.remove(name);
    failures.remove(name);
    interval.remove(name);
    lastEvaluation.remove(name);
    lastDuration.remove(name);
    lastRuleDurations.remove(name);
    lastRestore.remove(name);
    rules.remove(name);
    samples.remove(name);
  }

  @Override
  public void ruleEvaluated(GroupKey group, Duration took, boolean failed) {
    evaluationDuration.observe(seconds(took));
    evaluations.labelValues(group.toString()).inc();
    if (failed) {
      failures.labelValues(group.toString()).inc();
    }
  }

  @Override
  public void groupEvaluated(
      GroupKey group, Instant at, Duration took, Duration rulesTook, long count) {
    String name = group.toString();
    groupDuration.observe(seconds(took));
    iterations.labelValues(name).inc();
    lastEvaluation.labelValues(name).set(at.getEpochSecond() + at.getNano() / NANOS);
    lastDuration.labelValues(name).set(seconds(took));
    lastRuleDurations.labelValues(name).set(seconds(rulesTook));
    samples.labelValues(name).set(count);
  }

  @Override
  public void slotsMissed(GroupKey group, long count) {
    missed.labelValues(group.toString()).inc(count);
    iterations.labelValues(group.toString()).inc(count);
  }

  @Override
  public void restored(GroupKey group, Duration took) {
    lastRestore.labelValues(group.toString()).set(seconds(took));
  }
}
