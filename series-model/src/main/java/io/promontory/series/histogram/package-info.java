/**
 * Native histograms: {@link io.promontory.series.histogram.FloatHistogram} is one sample, {@link
 * io.promontory.series.histogram.HistogramLayout} says which buckets its counts belong to, shared
 * by all samples of a chunk.
 */
@NullMarked
package io.promontory.series.histogram;

import org.jspecify.annotations.NullMarked;
