/**
 * Prometheus' scripting language for tests of PromQL: {@code load} fills a store, {@code eval} asks
 * and compares. {@link io.promontory.promql.promqltest.PromQlTest} runs a script and reports what
 * failed, line by line.
 *
 * <p>A script is first read whole ({@code ScriptReader}, one {@code Command} per block). Each
 * {@code eval} of an instant is then asked in several ways that must agree ({@code EvalRunner}): as
 * written, with every selector fixed by {@code @} at other evaluation times ({@code AtVariants}),
 * and each of these in the middle of a range query.
 */
@NullMarked
package io.promontory.promql.promqltest;

import org.jspecify.annotations.NullMarked;
