package io.promontory.adapter.blocks.fetch;

import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.series.store.QueryContext;
import java.util.List;
import java.util.concurrent.ExecutorService;

/**
 * Reads files of blocks by ranges, many at once: from the disk where they lie on this machine, from
 * memory where they are cached, else with few requests side by side, bounded for each call and for
 * the store. Safe for concurrent use.
 */
public final class BlockFiles implements AutoCloseable {
  private final String store;
  private final Bucket bucket;
  private final FetchLimits limits;
  private final FetchListener listener;
  private final ExecutorService threads;
  private final RequestGate gate;
  private final LocalReads local;
  private final BlockCache cache;

  /**
   * @param store in whose name the bucket fails
   * @param bucket closed with this
   * @param threads for requests side by side, which block: one each; stays open
   */
  public BlockFiles(
      String store,
      Bucket bucket,
      FetchLimits limits,
      ExecutorService threads,
      FetchListener listener) {
    this.store = store;
    this.bucket = bucket;
    this.limits = limits;
    this.listener = listener;
    this.threads = threads;
    this.gate = new RequestGate(store, limits.requestsAtOnce(), limits.bytesAtOnce());
    this.local = new LocalReads(store, bucket);
    this.cache = new BlockCache(limits.cacheBytes(), listener);
  }

  /**
   * Reads ranges of one file.
   *
   * @throws BlockFaultException if the block is at fault: the file is gone, cut short or replaced,
   *     or a range lies outside of it
   * @throws io.promontory.series.store.StoreException if the bucket fails, the deadline is reached
   *     or the query canceled
   * @throws io.promontory.series.store.BudgetExceededException if the query reads more than it may
   */
  public FileRanges fetch(WantedRanges wanted, QueryContext context) {
    return fetch(List.of(wanted), context).getFirst();
  }

  /** As {@link #fetch(WantedRanges, QueryContext)}, of several files side by side. */
  public List<FileRanges> fetch(List<WantedRanges> wanted, QueryContext context) {
    return new FetchCall(store, bucket, limits, threads, gate, local, cache, listener, context)
        .fetch(wanted);
  }

  /** Whether a file lies on this machine, and was read before. */
  public boolean isLocal(StoredFile file) {
    return local.isOpen(file);
  }

  /** A file whose reads go the same way, in the name of one query. */
  public BlockFile open(StoredFile file, QueryContext context) {
    return new FetchedFile(this, file, context);
  }

  /** What of blocks is in memory. */
  public BlockCache cache() {
    return cache;
  }

  public String store() {
    return store;
  }

  @Override
  public void close() {
    local.close();
    bucket.close();
  }
}
