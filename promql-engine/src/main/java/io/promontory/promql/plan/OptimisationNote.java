package io.promontory.promql.plan;

/**
 * Something that an optimisation has changed in a plan.
 *
 * @param detail what, for a reader of the explanation
 */
public record OptimisationNote(Optimisation optimisation, String detail) {}
