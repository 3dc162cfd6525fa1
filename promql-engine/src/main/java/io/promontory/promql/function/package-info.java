/**
 * The functions of PromQL: their signatures, and the kernels that compute them over columns of
 * samples.
 *
 * <p>{@link io.promontory.promql.function.RangeFunction} is what a range vector goes through,
 * window by window; {@link io.promontory.promql.function.VectorFunction} is what the elements of an
 * instant vector go through, column by column. A {@link
 * io.promontory.promql.function.FunctionLibrary} finds both by name. Functions that look at a whole
 * vector at once are operators of the execution package and take only their arithmetic from here.
 */
@NullMarked
package io.promontory.promql.function;

import org.jspecify.annotations.NullMarked;
