package io.promontory.adapter.blocks.header;

import io.promontory.adapter.blocks.fetch.BlockFiles;
import io.promontory.adapter.blocks.fetch.Waits;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.block.meta.BlockFolder;
import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The headers of the indexes of a store's blocks. A block that is never asked costs nothing; the
 * first query that asks it fetches its header, and others wait for that one. Headers that nobody
 * reads stay open, and files stay on the disk, as far as the limits let them, those used last
 * longest. Files that are damaged or of another index are fetched again.
 *
 * <p>Safe for concurrent use; a folder belongs to one instance at a time.
 */
public final class HeaderFiles implements AutoCloseable {
  private final BlockFiles files;
  private final String store;
  private final HeaderLimits limits;
  private final InstantSource clock;
  private final HeaderListener listener;
  private final HeaderBuild build;

  private final ReentrantLock lock = new ReentrantLock();
  private final HeaderFolder folder;

  /** The one used last is the last. */
  private final LinkedHashMap<Ulid, Slot> open = new LinkedHashMap<>();

  private long heapBytes;

  /** A header that is open or being opened. */
  private static final class Slot {
    final CompletableFuture<OpenHeader> opened = new CompletableFuture<>();
    @Nullable OpenHeader header;
    int leases;
  }

  /**
   * @param folder on the local disk; created if it is missing
   * @throws UncheckedIOException if the folder cannot be used
   */
  public HeaderFiles(
      BlockFiles files,
      Path folder,
      HeaderLimits limits,
      InstantSource clock,
      HeaderListener listener) {
    this.files = files;
    this.store = files.store();
    this.limits = limits;
    this.clock = clock;
    this.listener = listener;
    this.build = new HeaderBuild(files, limits.smallIndexBytes(), listener);
    try {
      this.folder = HeaderFolder.open(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the folder " + folder + " for index headers", e);
    }
    locked(this::trim);
  }

  /**
   * Opens the header of a block's index.
   *
   * @throws io.promontory.adapter.blocks.fetch.BlockFaultException if the block is at fault
   * @throws StoreException if the bucket or the local disk fails, the deadline is reached or the
   *     query canceled
   * @throws BudgetExceededException if the query reads more than it may
   */
  public HeaderLease open(BlockFolder block, QueryContext context) {
    while (true) {
      context.checkAlive(store);
      Slot slot;
      boolean first;
      lock.lock();
      try {
        Slot before = open.get(block.ulid());
        first = before == null;
        slot = before == null ? new Slot() : before;
        slot.leases++;
        open.putLast(block.ulid(), slot);
      } finally {
        lock.unlock();
      }
      OpenHeader header = first ? fill(slot, block, context) : await(slot, context);
      if (header != null) {
        SymbolSource symbols =
            new SymbolSource(block.ulid(), header.header().symbols(), files.cache());
        return new HeaderLease(header, symbols, () -> release(slot));
      }
    }
  }

  /** The header of a block's index where it is open by now; waits for nothing. */
  public @Nullable HeaderLease openedBefore(Ulid block) {
    lock.lock();
    try {
      Slot slot = open.get(block);
      OpenHeader header = slot == null ? null : slot.header;
      if (slot == null || header == null) {
        return null;
      }
      slot.leases++;
      return new HeaderLease(
          header,
          new SymbolSource(block, header.header().symbols(), files.cache()),
          () -> release(slot));
    } finally {
      lock.unlock();
    }
  }

  private OpenHeader fill(Slot slot, BlockFolder block, QueryContext context) {
    Path path = folder.path(block.ulid());
    try {
      OpenHeader header = build.open(block, path, context);
      HeaderFolder.touch(path, clock.instant());
      locked(
          () -> {
            slot.header = header;
            heapBytes += header.heapBytes();
            folder.put(block.ulid(), header.fileBytes());
            trim();
          });
      slot.opened.complete(header);
      return header;
    } catch (Throwable e) {
      locked(() -> open.remove(block.ulid(), slot));
      slot.opened.completeExceptionally(e);
      throw e;
    }
  }

  /** What another call opens, or null if that call gave up for reasons of its own. */
  private @Nullable OpenHeader await(Slot slot, QueryContext context) {
    try {
      return Waits.await(store, "reading an index header", slot.opened, context);
    } catch (ExecutionException e) {
      return gaveUp(e.getCause());
    } catch (StoreException e) {
      release(slot);
      throw e;
    }
  }

  private static @Nullable OpenHeader gaveUp(@Nullable Throwable cause) {
    return switch (cause) {
      case BudgetExceededException budget -> null;
      case StoreException e when e.kind() == Kind.CANCELED || e.kind() == Kind.TIMEOUT -> null;
      case RuntimeException e -> throw e;
      case null, default -> throw new IllegalStateException(cause);
    };
  }

  private void release(Slot slot) {
    locked(
        () -> {
          slot.leases--;
          trim();
        });
  }

  /** Closes headers and deletes files beyond the limits, but for those in use. */
  private void trim() {
    Iterator<Slot> slots = open.values().iterator();
    while (slots.hasNext() && (heapBytes > limits.heapBytes() || open.size() > limits.mostOpen())) {
      Slot slot = slots.next();
      if (close(slot)) {
        slots.remove();
      }
    }
    if (folder.bytes() > limits.diskBytes()) {
      for (Ulid block : folder.oldestFirst()) {
        Slot slot = open.get(block);
        if (slot == null || close(slot)) {
          open.remove(block);
          folder.delete(block);
        }
        if (folder.bytes() <= limits.diskBytes()) {
          break;
        }
      }
    }
    listener.holds(folder.files(), folder.bytes(), open.size(), heapBytes);
  }

  /** Closes a header unless it is in use. */
  private boolean close(Slot slot) {
    OpenHeader header = slot.header;
    if (slot.leases > 0 || header == null) {
      return false;
    }
    header.close();
    heapBytes -= header.heapBytes();
    return true;
  }

  private void locked(Runnable action) {
    lock.lock();
    try {
      action.run();
    } finally {
      lock.unlock();
    }
  }

  /** Closes the headers that nobody reads; the others must have been closed before. */
  @Override
  public void close() {
    locked(() -> open.values().removeIf(this::close));
  }
}
