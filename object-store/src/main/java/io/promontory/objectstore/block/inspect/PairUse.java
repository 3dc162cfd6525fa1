package io.promontory.objectstore.block.inspect;

/**
 * How a value of a label is used. In several blocks a series counts once for each that has it.
 *
 * @param absent how many series' worth of time its series were not there: series that come and go
 */
public record PairUse(String name, String value, long series, double absent) {}
