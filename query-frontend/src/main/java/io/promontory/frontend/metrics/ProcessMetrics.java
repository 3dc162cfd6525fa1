package io.promontory.frontend.metrics;

import com.codahale.metrics.MetricRegistry;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmCompilationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryPoolAllocationMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.promontory.frontend.app.BuildInfo;
import io.promontory.frontend.app.QueryService;

/** Metrics of the process as such: version, configuration, JVM, and what Dropwizard measures. */
public final class ProcessMetrics {
  private ProcessMetrics() {}

  /** Registers them. */
  public static void register(
      PrometheusRegistry registry, MetricRegistry dropwizard, QueryService service) {
    BuildInfo build = service.buildInfo();
    Info.builder()
        .name("promontory_build_info")
        .help("What this build is.")
        .labelNames("version", "revision", "javaversion")
        .register(registry)
        .setLabelValues(build.version(), build.revision(), Runtime.version().toString());
    GaugeWithCallback.builder()
        .name("promontory_config_last_reload_successful")
        .help("Whether the last reload of the configuration was accepted.")
        .callback(point -> point.call(service.lastReloadGood() ? 1 : 0))
        .register(registry);
    GaugeWithCallback.builder()
        .name("promontory_config_last_reload_success_timestamp_seconds")
        .help("When the configuration in force was read.")
        .callback(point -> point.call(service.loadedConfig().loadedAt().toEpochMilli() / 1e3))
        .register(registry);
    registerJvm(registry);
    DropwizardMetrics.register(registry, dropwizard);
  }

  /** All but native memory, which the JVM does not track unless a flag has it do so. */
  private static void registerJvm(PrometheusRegistry registry) {
    JvmThreadsMetrics.builder().register(registry);
    JvmBufferPoolMetrics.builder().register(registry);
    JvmClassLoadingMetrics.builder().register(registry);
    JvmCompilationMetrics.builder().register(registry);
    JvmGarbageCollectorMetrics.builder().register(registry);
    JvmMemoryPoolAllocationMetrics.builder().register(registry);
    JvmMemoryMetrics.builder().register(registry);
    JvmRuntimeInfoMetric.builder().register(registry);
    io.prometheus.metrics.instrumentation.jvm.ProcessMetrics.builder().register(registry);
  }
}
