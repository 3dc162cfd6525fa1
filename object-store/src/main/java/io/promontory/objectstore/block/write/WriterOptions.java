package io.promontory.objectstore.block.write;

/**
 * How a block is written.
 *
 * @param segmentBytes most bytes of a chunk segment
 * @param listedAtOnce most ids of posting lists to hold in memory, 4 bytes each
 */
public record WriterOptions(long segmentBytes, int listedAtOnce) {
  /** As Prometheus writes blocks, with 64 MiB for posting lists. */
  public static final WriterOptions DEFAULT = new WriterOptions(512L << 20, 16 << 20);
}
