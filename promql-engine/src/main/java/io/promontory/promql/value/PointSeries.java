package io.promontory.promql.value;

import io.promontory.series.labels.Labels;

/**
 * The points of one output series, in time order. Arrays are shared, not copied: readers must not
 * write to them.
 *
 * @param timestampsMs ms since the epoch, ascending
 * @param values the floats at these times
 * @param size how many entries count; the arrays may be longer
 */
public record PointSeries(Labels labels, long[] timestampsMs, double[] values, int size) {}
