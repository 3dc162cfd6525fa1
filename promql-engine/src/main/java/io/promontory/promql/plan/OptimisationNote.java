package io.promontory.promql.plan;

import org.jspecify.annotations.Nullable;

/**
 * Something that an optimisation has changed in a plan.
 *
 * @param detail what, for a reader of the explanation
 * @param cost what decided it, where that was what stores bill
 */
public record OptimisationNote(
    Optimisation optimisation, String detail, @Nullable CostChoice cost) {
  /** Whatever stores bill. */
  public OptimisationNote(Optimisation optimisation, String detail) {
    this(optimisation, detail, null);
  }
}
