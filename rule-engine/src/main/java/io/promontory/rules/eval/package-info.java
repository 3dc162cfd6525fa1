/**
 * Evaluating one rule: {@link io.promontory.rules.eval.EvaluableRule} turns the answer of a {@link
 * io.promontory.rules.eval.VectorQuery} into samples, {@link io.promontory.rules.eval.RuleTask}
 * writes them to a {@link io.promontory.rules.eval.SampleSink}, marks what vanished as stale, and
 * remembers how it went.
 */
@NullMarked
package io.promontory.rules.eval;

import org.jspecify.annotations.NullMarked;
