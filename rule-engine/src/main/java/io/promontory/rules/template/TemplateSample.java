package io.promontory.rules.template;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/** A sample that a template's {@code query} yields; the value counts unless it is a histogram. */
public record TemplateSample(Labels labels, double value, @Nullable FloatHistogram histogram) {}
