/**
 * What is left to a managed service to evaluate: {@link
 * io.promontory.adapter.managed.evaluation.ManagedEvaluation} offers it as a part whose own answer
 * counts, as far as its dialect ({@code Dialect}, found out by questions that touch no series)
 * allows. Results of steps that do not change any more are kept ({@code KeptSteps}), so that a
 * refresh bills only new ones; {@link io.promontory.adapter.managed.evaluation.Densities} remembers
 * how many series and samples there were, for estimates.
 */
@NullMarked
package io.promontory.adapter.managed.evaluation;

import org.jspecify.annotations.NullMarked;
