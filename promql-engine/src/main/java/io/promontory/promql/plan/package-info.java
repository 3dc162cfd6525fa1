/**
 * From a checked expression to what has to be computed: {@link io.promontory.promql.plan.Planner}
 * settles every evaluation time, so that each node of the {@link io.promontory.promql.plan.Plan}
 * carries its own grid of steps, and lists what to ask the store as selections that nodes refer to
 * by number.
 *
 * <p>Each {@link io.promontory.promql.plan.Optimisation} is a pass over that tree, which it
 * replaces by one with the same values and errors, and annotations but for those about series that
 * {@code MatcherPropagation} keeps from being read. {@link io.promontory.promql.plan.PlanExplainer}
 * shows what came out.
 */
@NullMarked
package io.promontory.promql.plan;

import org.jspecify.annotations.NullMarked;
