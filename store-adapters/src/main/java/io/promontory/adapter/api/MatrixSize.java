package io.promontory.adapter.api;

/**
 * How much an answer of the query API held.
 *
 * @param series with samples
 * @param samples in them
 * @param processed samples that the server says it looked at ({@code totalQueryableSamples}), which
 *     is what managed services bill; -1 where it does not say
 */
public record MatrixSize(long series, long samples, long processed) {}
