package io.promontory.objectstore.block.inspect;

/**
 * What a metric takes. In several blocks a series counts once for each that has it.
 *
 * @param samples 0 where chunks were not read
 * @param bytes of its chunks
 * @param lived part of the blocks' time that its series were there, on average; from 0 to 1
 */
public record MetricUse(
    String metric, long series, long chunks, long samples, long bytes, double lived) {}
