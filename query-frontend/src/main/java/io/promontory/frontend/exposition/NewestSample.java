package io.promontory.frontend.exposition;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * The newest sample of a series.
 *
 * @param value where it is no histogram
 * @param timestamp ms
 */
public record NewestSample(
    Labels labels, long timestamp, double value, @Nullable FloatHistogram histogram) {}
