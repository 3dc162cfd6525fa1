package io.promontory.objectstore.block.meta;

/**
 * Counts that a block tells of itself; 0 where it does not. In a downsampled block {@code samples}
 * counts windows, the two kinds are those of the raw block.
 *
 * @param tombstones deleted intervals
 */
public record BlockStats(
    long samples,
    long floatSamples,
    long histogramSamples,
    long series,
    long chunks,
    long tombstones) {
  public static final BlockStats NONE = new BlockStats(0, 0, 0, 0, 0, 0);
}
