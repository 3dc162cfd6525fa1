/**
 * Runs a plan, series at a time.
 *
 * <p>A {@link io.promontory.promql.exec.VectorOperator} pushes evaluated series, labels with one
 * slot for each step, into consumers. Leaves read a store's series in batches; each batch is
 * decoded and evaluated by one worker, together with everything that looks at one series at a time
 * ({@link io.promontory.promql.exec.PerSeries}), and batches come together again in their order. So
 * every operator that looks at several series (aggregations, joins) sees them in the order of the
 * store whatever the number of threads, and sums add up in the order in which Prometheus adds.
 * {@link io.promontory.promql.exec.Evaluator} builds the operators of a plan; where the query is
 * traced, {@link io.promontory.promql.exec.Recording} has what each came to.
 */
@NullMarked
package io.promontory.promql.exec;

import org.jspecify.annotations.NullMarked;
