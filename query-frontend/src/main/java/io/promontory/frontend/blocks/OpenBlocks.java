package io.promontory.frontend.blocks;

import io.promontory.adapter.blocks.BlockStore;
import io.promontory.adapter.blocks.catalogue.Catalogue;
import io.promontory.adapter.blocks.catalogue.CatalogueConfig;
import io.promontory.adapter.blocks.catalogue.CatalogueView;
import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.fetch.FetchLimits;
import io.promontory.adapter.blocks.header.HeaderFiles;
import io.promontory.adapter.blocks.header.HeaderLimits;
import io.promontory.frontend.bucket.Buckets;
import io.promontory.frontend.config.BlocksStoreSection;
import io.promontory.frontend.config.BucketConfig;
import io.promontory.frontend.config.BucketFile;
import io.promontory.frontend.config.ConfigException;
import io.promontory.frontend.config.ConfigFile;
import io.promontory.frontend.metrics.BlocksMetrics;
import io.promontory.frontend.metrics.BlocksOfStore;
import io.promontory.frontend.metrics.BucketMetrics;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A store of blocks with all that it stands on, closed as one. */
final class OpenBlocks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(OpenBlocks.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private @Nullable Store store;
  private @Nullable Supplier<CatalogueView> view;

  private OpenBlocks() {}

  static OpenBlocks open(
      ConfigFile file,
      BlocksStoreSection section,
      BlocksMetrics metrics,
      BucketMetrics bucketMetrics,
      InstantSource clock,
      CompletableFuture<?> started)
      throws ConfigException {
    OpenBlocks opened = new OpenBlocks();
    String where = file.path() + ": store \"" + section.name() + "\" cannot be used: ";
    try {
      opened.build(file, section, metrics, bucketMetrics, clock, started);
      return opened;
    } catch (IOException | UncheckedIOException e) {
      opened.close();
      throw new ConfigException(
          where
              + "its local folder: "
              + e.getMessage()
              + "; set local_path to a folder that this process may write to");
    } catch (BucketException | IllegalArgumentException e) {
      opened.close();
      throw new ConfigException(where + e.getMessage());
    }
  }

  private void build(
      ConfigFile file,
      BlocksStoreSection section,
      BlocksMetrics metrics,
      BucketMetrics bucketMetrics,
      InstantSource clock,
      CompletableFuture<?> started)
      throws IOException {
    String name = section.name();
    LocalFolder folder = add(LocalFolder.claim(localPath(file, section)));
    BlocksOfStore heard = add(metrics.open(name));
    BucketFile bucketFile = new BucketFile(file.path(), section.bucket());
    Bucket bucket = add(Buckets.open(bucketFile, bucketMetrics.of(name)));
    Catalogue catalogue =
        add(
            Catalogue.start(
                CatalogueConfig.of(name)
                    .withPlace(place(bucketFile))
                    .withExternalLabels(Labels.of(section.externalLabels()))
                    .withTimes(section.refreshInterval(), section.ignoreDeletionMarksDelay())
                    .withRequests(section.maxConcurrentRequests()),
                bucket,
                folder.path().resolve("catalogue"),
                clock,
                heard,
                started));
    view = catalogue::view;
    ExecutorService threads =
        Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("blocks-" + name + "-fetch-", 0).factory());
    parts.push(threads::shutdownNow);
    BlockFiles files = new BlockFiles(name, bucket, limits(file, section), threads, heard);
    HeaderFiles headers =
        new HeaderFiles(
            files,
            folder.path().resolve("headers"),
            HeaderLimits.DEFAULT.withDisk(section.maxHeaderBytes()),
            clock,
            heard);
    store = add(new BlockStore(name, catalogue::view, catalogue::setAside, files, headers));
  }

  /** Which blocks there are. */
  Supplier<CatalogueView> catalogue() {
    return Objects.requireNonNull(view);
  }

  private <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  private static Path localPath(ConfigFile file, BlocksStoreSection section) {
    String written = section.localPath();
    return written != null
        ? file.resolve(written)
        : file.resolve(file.config().storage().path())
            .resolve("blocks")
            .resolve(LocalFolder.nameOf(section.name()));
  }

  /** Which bucket it is, and where in it. */
  private static String place(BucketFile file) {
    BucketConfig bucket = file.bucket();
    String path = bucket.path();
    String of =
        bucket.type().equals("s3")
            ? Objects.toString(file.endpoint(), "") + " " + bucket.bucket()
            : String.valueOf(path == null ? null : file.resolve(path));
    return bucket.type() + " " + of + " " + Objects.toString(bucket.prefix(), "");
  }

  private static FetchLimits limits(ConfigFile file, BlocksStoreSection section) {
    int most = section.maxConcurrentRequests();
    FetchLimits usual = FetchLimits.REMOTE;
    if (!section.bucket().type().equals("s3")) {
      usual = FetchLimits.LOCAL;
      most = Math.min(most, usual.requestsAtOnce());
    }
    return usual
        .withCache(cacheBytes(file, section))
        .withRequests(most, Math.min(most, usual.requestsAtOncePerCall()), usual.requestsPerCall());
  }

  private static long cacheBytes(ConfigFile file, BlocksStoreSection section) {
    Long configured = section.cacheBytes();
    if (configured != null) {
      return configured;
    }
    long stores =
        file.config().stores().stream().filter(BlocksStoreSection.class::isInstance).count();
    return BlocksStoreSection.defaultCacheBytes(
        Runtime.getRuntime().maxMemory(), Math.toIntExact(Math.max(1, stores)));
  }

  Store store() {
    return Objects.requireNonNull(store);
  }

  /** Closes what was opened last first. */
  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        LOG.atWarn().setCause(e).log("a part of a store of blocks did not close");
      }
    }
  }
}
