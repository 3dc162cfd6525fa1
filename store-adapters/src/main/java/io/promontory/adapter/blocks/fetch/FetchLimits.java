package io.promontory.adapter.blocks.fetch;

/**
 * How a {@link BlockFiles} asks its bucket.
 *
 * @param requestsAtOnce of the store in all
 * @param requestsAtOncePerCall of one call; with 1 the caller's own thread makes them
 * @param requestsPerCall that one call may make before it reads more in vain to make fewer
 * @param bytesAtOnce that requests under way may ask for in all
 * @param requestBytes longer reads are split, so that connections share the work
 * @param freeGap bytes that are always read in vain rather than by a request of their own
 * @param cacheBytes memory that the cache may take
 * @param cacheChunks whether it keeps ranges of chunk segments
 */
public record FetchLimits(
    int requestsAtOnce,
    int requestsAtOncePerCall,
    int requestsPerCall,
    long bytesAtOnce,
    int requestBytes,
    int freeGap,
    long cacheBytes,
    boolean cacheChunks) {
  private static final int MIB = 1 << 20;

  /** For a bucket behind a network, which answers after tens of ms. */
  public static final FetchLimits REMOTE =
      new FetchLimits(64, 64, 2048, 128L * MIB, 4 * MIB, 0, 128L * MIB, true);

  /** For a bucket on a local disk, whose blocks the operating system caches. */
  public static final FetchLimits LOCAL =
      new FetchLimits(16, 1, Integer.MAX_VALUE, 64L * MIB, 4 * MIB, 16 << 10, 64L * MIB, false);

  public FetchLimits {
    if (requestsAtOnce < 1 || requestsAtOncePerCall < 1 || requestsPerCall < 1) {
      throw new IllegalArgumentException("requests must be 1 or more");
    }
    if (requestBytes < 64 << 10 || bytesAtOnce < requestBytes || freeGap < 0 || cacheBytes < 0) {
      throw new IllegalArgumentException(
          "requests must have 64 KiB or more, and at least one must fit into the bytes at once");
    }
  }

  public FetchLimits withCache(long bytes) {
    return new FetchLimits(
        requestsAtOnce,
        requestsAtOncePerCall,
        requestsPerCall,
        bytesAtOnce,
        requestBytes,
        freeGap,
        bytes,
        cacheChunks);
  }

  public FetchLimits withRequests(int atOnce, int perCallAtOnce, int perCall) {
    return new FetchLimits(
        atOnce,
        perCallAtOnce,
        perCall,
        bytesAtOnce,
        requestBytes,
        freeGap,
        cacheBytes,
        cacheChunks);
  }
}
