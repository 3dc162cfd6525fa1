package io.promontory.frontend.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Blocks in a bucket. */
@Section
@Doc(
    "Blocks of Prometheus' storage or Thanos in a bucket (`type: blocks`). External labels come from"
        + " the blocks; those of `external_labels` are added to all of them.")
public final class BlocksStoreSection extends StoreConfig {
  @Doc("Where the blocks lie. Required.")
  private BucketConfig bucket = new BucketConfig();

  @Doc("How often the bucket is listed. A list older than three times this is not relied on.")
  private Duration refreshInterval = Duration.ofMinutes(3);

  @Doc(
      "How long a block is still read after it was marked for deletion; shorter than the delay after"
          + " which the compactor deletes it.")
  private Duration ignoreDeletionMarksDelay = Duration.ofHours(24);

  @Doc(
      "Folder on the local disk for the list of blocks and headers of their indexes, used by no other"
          + " store or process; default: `blocks/` and the store's name in `storage.path`. What it"
          + " holds can be deleted at any time while the process is down.")
  private @Nullable String localPath;

  @Doc("Bytes on the local disk that headers of indexes may take.")
  private long maxHeaderBytes = 10L << 30;

  @Doc(
      "Bytes of memory for parts of indexes and chunks that were read, and what was found in them;"
          + " default: a quarter of the heap, shared by all stores of blocks, at least 128 MiB and at most"
          + " 256 for each.")
  private @Nullable Long cacheBytes;

  @Doc("Requests to the bucket at the same time, of all queries together.")
  private int maxConcurrentRequests = 64;

  public BucketConfig bucket() {
    return bucket;
  }

  public Duration refreshInterval() {
    return refreshInterval;
  }

  public Duration ignoreDeletionMarksDelay() {
    return ignoreDeletionMarksDelay;
  }

  public @Nullable String localPath() {
    return localPath;
  }

  public long maxHeaderBytes() {
    return maxHeaderBytes;
  }

  public @Nullable Long cacheBytes() {
    return cacheBytes;
  }

  /**
   * What a cache may take for which nothing is configured.
   *
   * @param heap the most the heap can be, in bytes
   * @param stores how many have such a cache
   */
  public static long defaultCacheBytes(long heap, int stores) {
    return Math.clamp(heap / 4 / stores, 128L << 20, 256L << 20);
  }

  public int maxConcurrentRequests() {
    return maxConcurrentRequests;
  }
}
