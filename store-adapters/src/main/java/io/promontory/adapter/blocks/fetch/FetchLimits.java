package io.promontory.adapter.blocks.fetch;

/**
 * How a {@link BlockFiles} asks its bucket.
 *
 * @param requestsAtOnce of the store in all
 * @param requestsAtOncePerCall of one call; with 1 the caller's own thread makes them
 * @param requestsPerCall that one call may make before it reads more in vain to make fewer
 * @param bytesAtOnce that requests under way may ask for in all
 * @param requestBytes longer reads are split, so that connections share the work
 * @param indexGap so many bytes of an index are read in vain rather than make one request more
 * @param chunkGap so many bytes of a chunk segment are
 * @param cacheBytes memory that the cache may take
 * @param cacheChunks whether it keeps ranges of chunk segments
 */
public record FetchLimits(
    int requestsAtOnce,
    int requestsAtOncePerCall,
    int requestsPerCall,
    long bytesAtOnce,
    int requestBytes,
    int indexGap,
    int chunkGap,
    long cacheBytes,
    boolean cacheChunks) {
  private static final int MIB = 1 << 20;

  /**
   * For a bucket behind a network, which answers after tens of ms: one of many requests side by
   * side costs as much time as some tens of KiB. Gaps in an index are short and many. Those in
   * chunk segments are read in vain only as far as {@link RangePlan} allows, but for the few chunks
   * that lie between those wanted in a block of two hours.
   */
  public static final FetchLimits REMOTE =
      new FetchLimits(64, 64, 1024, 128L * MIB, 4 * MIB, 32 << 10, 1 << 10, 128L * MIB, true);

  /**
   * For a bucket that answers at once. Of one whose objects are files of this machine nothing is
   * asked and nothing cached: they are mapped.
   */
  public static final FetchLimits LOCAL =
      new FetchLimits(
          16, 1, Integer.MAX_VALUE, 64L * MIB, MIB, 16 << 10, 16 << 10, 128L * MIB, true);

  public FetchLimits {
    if (requestsAtOnce < 1 || requestsAtOncePerCall < 1 || requestsPerCall < 1) {
      throw new IllegalArgumentException("requests must be 1 or more");
    }
    if (requestBytes < 64 << 10
        || bytesAtOnce < requestBytes
        || indexGap < 0
        || chunkGap < 0
        || cacheBytes < 0) {
      throw new IllegalArgumentException(
          "requests must have 64 KiB or more, and at least one must fit into the bytes at once");
    }
  }

  int gap(CacheKind kind) {
    return kind == CacheKind.INDEX ? indexGap : chunkGap;
  }

  public FetchLimits withCache(long bytes) {
    return new FetchLimits(
        requestsAtOnce,
        requestsAtOncePerCall,
        requestsPerCall,
        bytesAtOnce,
        requestBytes,
        indexGap,
        chunkGap,
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
        indexGap,
        chunkGap,
        cacheBytes,
        cacheChunks);
  }
}
