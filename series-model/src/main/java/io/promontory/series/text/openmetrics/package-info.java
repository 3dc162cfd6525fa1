/**
 * Reads OpenMetrics text as Prometheus does it, strict where Prometheus is: {@link
 * io.promontory.series.text.openmetrics.OpenMetricsReader} gives sample after sample of a stream of
 * any length in bounded memory.
 */
@NullMarked
package io.promontory.series.text.openmetrics;

import org.jspecify.annotations.NullMarked;
