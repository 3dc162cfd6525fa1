package io.promontory.frontend.blocks;

import io.promontory.frontend.config.BlocksStoreSection;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.metrics.BlocksMetrics;
import io.promontory.frontend.metrics.BucketMetrics;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.Store;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The open stores of blocks of a process. Who asks for the same one again, as a reload does, gets
 * the one that is open; it is closed once all have closed theirs.
 */
public final class BlocksStores {
  private final BlocksMetrics metrics;
  private final BucketMetrics bucketMetrics;
  private final InstantSource clock;
  private final Map<Key, Shared> open = new HashMap<>();

  /** Stores of one key are the same. */
  private record Key(Path file, String storage, String digest) {}

  private static final class Shared {
    private final OpenBlocks blocks;
    private int users;

    private Shared(OpenBlocks blocks) {
      this.blocks = blocks;
    }
  }

  public BlocksStores(BlocksMetrics metrics, BucketMetrics bucketMetrics, InstantSource clock) {
    this.metrics = metrics;
    this.bucketMetrics = bucketMetrics;
    this.clock = clock;
  }

  /**
   * Opens a store; of a remote bucket nothing is asked before it returns.
   *
   * @param digest of the section, as the file has it
   * @throws ConfigException if it cannot be used as configured
   */
  public synchronized Store open(ConfigFile file, BlocksStoreSection section, String digest)
      throws ConfigException {
    Key key = new Key(file.path(), file.config().storage().path(), digest);
    Shared shared = open.get(key);
    if (shared == null) {
      shared = new Shared(OpenBlocks.open(file, section, metrics, bucketMetrics, clock));
      open.put(key, shared);
    }
    shared.users++;
    Store store = shared.blocks.store();
    AtomicBoolean closed = new AtomicBoolean();
    return new ForwardingStore(
        () -> store,
        () -> {
          if (closed.compareAndSet(false, true)) {
            release(key);
          }
        });
  }

  private void release(Key key) {
    OpenBlocks last = null;
    synchronized (this) {
      Shared shared = open.get(key);
      if (shared != null && --shared.users == 0) {
        open.remove(key);
        last = shared.blocks;
      }
    }
    if (last != null) {
      last.close();
    }
  }
}
