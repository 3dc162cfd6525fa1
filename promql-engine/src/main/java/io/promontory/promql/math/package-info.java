/**
 * The arithmetic that PromQL inherits from Go where Java's differs: {@link
 * io.promontory.promql.math.GoMath} for elementary functions, {@link
 * io.promontory.promql.math.KahanSum} for compensated sums, {@link
 * io.promontory.promql.math.Quantiles} for order statistics, {@link
 * io.promontory.promql.math.ValueSort} for the order of ties, {@link
 * io.promontory.promql.math.AlmostEqual} for equality up to rounding.
 */
@NullMarked
package io.promontory.promql.math;

import org.jspecify.annotations.NullMarked;
