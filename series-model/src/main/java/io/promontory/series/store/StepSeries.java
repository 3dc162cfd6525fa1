package io.promontory.series.store;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * One evaluated series. The first {@code size} entries of the arrays count.
 *
 * @param timestamps ms, ascending, steps of the query
 * @param values floats; without meaning where there is a histogram
 * @param histograms null where no step has one, else null at steps with floats
 */
public record StepSeries(
    Labels labels,
    long[] timestamps,
    double[] values,
    @Nullable FloatHistogram @Nullable [] histograms,
    int size) {}
