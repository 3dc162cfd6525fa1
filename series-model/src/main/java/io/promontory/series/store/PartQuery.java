package io.promontory.series.store;

/**
 * An expression to be evaluated elsewhere, at {@code startMs}, {@code startMs + stepMs}, ... up to
 * {@code endMs}.
 *
 * @param expression PromQL of an instant vector
 * @param startMs ms since the epoch
 * @param endMs ms, inclusive; equal to {@code startMs} for a single step
 * @param stepMs positive
 * @param lookbackMs how old a sample of an instant selector may be, ms
 */
public record PartQuery(
    String expression, long startMs, long endMs, long stepMs, long lookbackMs) {}
