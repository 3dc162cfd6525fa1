package io.promontory.adapter.blocks.header;

/**
 * What index headers may take.
 *
 * @param diskBytes of files; those used last stay. Files in use stay even beyond it
 * @param heapBytes of memory, about, for headers that are open though nobody reads them
 * @param mostOpen headers that are open though nobody reads them
 * @param smallIndexBytes indexes up to this size are read whole, with one request; of others half
 *     as much of either end is read first
 */
public record HeaderLimits(long diskBytes, long heapBytes, int mostOpen, int smallIndexBytes) {
  public static final HeaderLimits DEFAULT = new HeaderLimits(10L << 30, 32L << 20, 1000, 4 << 20);

  public HeaderLimits {
    if (diskBytes < 0 || heapBytes < 0 || mostOpen < 0 || smallIndexBytes < 0) {
      throw new IllegalArgumentException("limits of index headers must be 0 or more");
    }
  }

  public HeaderLimits withDisk(long bytes) {
    return new HeaderLimits(bytes, heapBytes, mostOpen, smallIndexBytes);
  }
}
