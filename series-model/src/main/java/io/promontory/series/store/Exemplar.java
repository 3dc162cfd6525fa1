package io.promontory.series.store;

import io.promontory.series.labels.Labels;

/**
 * A sample's example, such as the trace of one request.
 *
 * @param labels of the example alone, not of its series
 * @param timestamp ms
 */
public record Exemplar(Labels labels, double value, long timestamp) {}
