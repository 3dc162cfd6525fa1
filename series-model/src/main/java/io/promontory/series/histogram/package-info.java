/**
 * Native histograms: {@link io.promontory.series.histogram.FloatHistogram} is one sample, {@link
 * io.promontory.series.histogram.HistogramLayout} says which buckets its counts belong to, shared
 * by all samples of a chunk.
 *
 * <p>A histogram never changes: {@code multiply}, {@code divide}, {@code negate}, {@code toSchema}
 * and {@code compact} give new ones (or the same, where nothing is to be done). Histograms are
 * added and subtracted in a {@link io.promontory.series.histogram.HistogramSum}, plain for
 * operators and rates, compensated for aggregations, and averaged in a {@link
 * io.promontory.series.histogram.HistogramMean}; each step answers with bits of {@link
 * io.promontory.series.histogram.AddOutcome} for what a user should hear of. {@code isResetAfter}
 * finds counter resets, {@code isSameAs} is PromQL's equality.
 *
 * <p>{@link io.promontory.series.histogram.BucketCursor} walks buckets with their bounds, which
 * {@link io.promontory.series.histogram.BucketBounds} computes; {@link
 * io.promontory.series.histogram.HistogramText} writes them down. All results have the bits that
 * Prometheus' have.
 */
@NullMarked
package io.promontory.series.histogram;

import org.jspecify.annotations.NullMarked;
