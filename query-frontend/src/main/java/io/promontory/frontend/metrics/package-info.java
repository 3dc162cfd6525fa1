/**
 * The process's own metrics: {@code promontory_*}, and Prometheus' names where dashboards expect
 * them; served by {@link io.promontory.frontend.metrics.MetricsResource}.
 */
@NullMarked
package io.promontory.frontend.metrics;

import org.jspecify.annotations.NullMarked;
