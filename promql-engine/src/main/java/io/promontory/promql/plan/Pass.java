package io.promontory.promql.plan;

/** One optimisation at work on one plan. */
@FunctionalInterface
interface Pass {
  /** An equivalent plan with a note for each change, or the same plan where there is none. */
  Plan apply(Plan plan);
}
