package io.promontory.frontend.blocks;

import io.promontory.adapter.blocks.catalogue.CatalogueView;
import io.promontory.frontend.config.BlocksStoreSection;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.metrics.BlocksMetrics;
import io.promontory.frontend.metrics.BucketMetrics;
import io.promontory.frontend.opened.SharedStores;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.Store;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The open stores of blocks of a process. */
public final class BlocksStores {
  private final SharedStores open = new SharedStores();
  private final BlocksMetrics metrics;
  private final BucketMetrics bucketMetrics;
  private final InstantSource clock;
  private final CompletableFuture<?> started;
  private final Map<String, Supplier<CatalogueView>> catalogues = new ConcurrentHashMap<>();

  /** Those of a process that has nothing else to do. */
  public BlocksStores(BlocksMetrics metrics, BucketMetrics bucketMetrics, InstantSource clock) {
    this(metrics, bucketMetrics, clock, CompletableFuture.completedFuture(true));
  }

  /**
   * @param started done once the process has started; until then buckets are read at leisure
   */
  public BlocksStores(
      BlocksMetrics metrics,
      BucketMetrics bucketMetrics,
      InstantSource clock,
      CompletableFuture<?> started) {
    this.metrics = metrics;
    this.bucketMetrics = bucketMetrics;
    this.clock = clock;
    this.started = started;
  }

  /**
   * Opens a store; of a remote bucket nothing is asked before it returns.
   *
   * @param digest of the section, as the file has it
   * @throws ConfigException if it cannot be used as configured
   */
  public Store open(ConfigFile file, BlocksStoreSection section, String digest)
      throws ConfigException {
    return open.open(
        file,
        digest,
        () -> {
          OpenBlocks blocks =
              OpenBlocks.open(file, section, metrics, bucketMetrics, clock, started);
          Store store = blocks.store();
          Supplier<CatalogueView> catalogue = blocks.catalogue();
          catalogues.put(section.name(), catalogue);
          return new ForwardingStore(
              () -> store,
              () -> {
                catalogues.remove(section.name(), catalogue);
                blocks.close();
              });
        });
  }

  /** The blocks of each open store, by its name, as they are known now. */
  public Map<String, CatalogueView> catalogues() {
    Map<String, CatalogueView> known = new TreeMap<>();
    catalogues.forEach((name, catalogue) -> known.put(name, catalogue.get()));
    return known;
  }
}
