package io.promontory.adapter.blocks.header;

import io.promontory.adapter.blocks.fetch.BlockFaultException;
import io.promontory.adapter.blocks.fetch.BlockFaultException.Reason;
import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.fetch.StoredFile;
import io.promontory.adapter.blocks.fetch.Waits;
import io.promontory.objectstore.block.BlockFile;
import io.promontory.objectstore.block.BytesFile;
import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.index.IndexHeaderFile;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Opens the header of a block from the local disk, or fetches it. */
final class HeaderBuild {
  /** Each holds a header in memory. */
  private static final int AT_ONCE = 6;

  private final Semaphore builds = new Semaphore(AT_ONCE, true);
  private final BlockFiles files;
  private final int smallIndexBytes;
  private final HeaderListener listener;

  HeaderBuild(BlockFiles files, int smallIndexBytes, HeaderListener listener) {
    this.files = files;
    this.smallIndexBytes = smallIndexBytes;
    this.listener = listener;
  }

  /**
   * @param path where the header is kept
   */
  OpenHeader open(BlockFolder folder, Path path, QueryContext context) {
    StoredFile index = StoredFile.index(folder);
    if (Files.exists(path)) {
      long start = System.nanoTime();
      OpenHeader kept = kept(index, path);
      if (kept != null) {
        listener.loaded(index.block(), kept.fileBytes(), System.nanoTime() - start);
        return kept;
      }
    }
    return fetch(index, path, context);
  }

  private @Nullable OpenHeader kept(StoredFile index, Path path) {
    Ulid block = index.block();
    try {
      OpenHeader kept = OpenHeader.open(index.name(), path);
      if (kept.header().indexSize() == index.size()) {
        return kept;
      }
      kept.close();
      listener.discarded(
          block,
          "it is of an index of %d bytes, but that has %d"
              .formatted(kept.header().indexSize(), index.size()));
    } catch (CorruptBlockException | UncheckedIOException e) {
      listener.discarded(block, String.valueOf(e.getMessage()));
    }
    return null;
  }

  private OpenHeader fetch(StoredFile index, Path path, QueryContext context) {
    long start = System.nanoTime();
    Waits.acquire(files.store(), builds, context);
    try {
      long size = IndexHeaderFile.fetch(source(index, context), path);
      OpenHeader built = OpenHeader.open(index.name(), path);
      listener.built(index.block(), size, System.nanoTime() - start);
      return built;
    } catch (CorruptBlockException e) {
      throw BlockFaultException.of(index.block(), e);
    } catch (IOException | UncheckedIOException e) {
      throw new StoreException(
          files.store(),
          Kind.UNAVAILABLE,
          "cannot keep the index header of block " + index.block() + " on the local disk: " + e,
          e);
    } finally {
      builds.release();
    }
  }

  /** The index; a small one is read whole, which also puts it into the cache. */
  private BlockFile source(StoredFile index, QueryContext context) {
    if (index.size() > smallIndexBytes) {
      return HeldIndex.of(files, index, smallIndexBytes / 2, context);
    }
    if (index.size() == 0) {
      throw new BlockFaultException(index.block(), Reason.CORRUPT, "the index is empty");
    }
    return new BytesFile(index.name(), files.open(index, context).read(0, (int) index.size()));
  }
}
