package io.promontory.objectstore.block.inspect;

/**
 * How a label is used.
 *
 * @param values how many there are in the block that has the most
 * @param series that have the label; in several blocks a series counts once for each
 * @param valueBytes bytes of all its values, in the block that has the most values
 */
public record LabelUse(String name, long values, long series, long valueBytes) {}
