/**
 * The functions of PromQL: their signatures, and the kernels that compute them over columns of
 * samples.
 */
@NullMarked
package io.promontory.promql.function;

import org.jspecify.annotations.NullMarked;
