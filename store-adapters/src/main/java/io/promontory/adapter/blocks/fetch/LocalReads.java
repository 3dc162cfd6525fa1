package io.promontory.adapter.blocks.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import io.promontory.adapter.blocks.fetch.BlockFaultException.Reason;
import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.LocalObject;
import io.promontory.series.store.QueryContext;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads files that lie on this machine. The operating system caches them, so nothing else does:
 * ranges are copied from there one by one, whatever lies between them, and those that touch or
 * overlap as one. Files stay open while they are in use. Safe for concurrent use.
 */
final class LocalReads implements AutoCloseable {
  private static final int MOST_OPEN = 1024;
  private static final Duration OPEN_UNUSED = Duration.ofMinutes(5);

  /** Ranges share arrays of about so many bytes. */
  private static final int ARRAY_BYTES = 1 << 20;

  private final String store;
  private final Bucket bucket;
  private final Cache<StoredFile, LocalObject> open =
      Caffeine.newBuilder()
          .maximumSize(MOST_OPEN)
          .expireAfterAccess(OPEN_UNUSED)
          .scheduler(Scheduler.systemScheduler())
          .executor(Runnable::run)
          .removalListener((file, object, cause) -> close(object))
          .build();

  LocalReads(String store, Bucket bucket) {
    this.store = store;
    this.bucket = bucket;
  }

  /** Reads all ranges of a file; false if it does not lie on this machine. */
  boolean read(FileRanges found, QueryContext context) {
    StoredFile file = found.wanted().file();
    try {
      while (true) {
        context.checkAlive(store);
        LocalObject object = object(file);
        if (object == null) {
          return false;
        }
        Optional<LocalObject.Reads> reads = object.reads();
        if (reads.isPresent()) {
          try (LocalObject.Reads some = reads.get()) {
            context.budget().read(found.wanted().bytes());
            copy(some, found, context);
            return true;
          }
        }
        open.asMap().remove(file, object);
      }
    } catch (BucketException e) {
      throw FetchFailures.of(store, file.block(), e);
    }
  }

  /** The file, open; null if it does not lie on this machine. */
  private @Nullable LocalObject object(StoredFile file) {
    LocalObject known = open.getIfPresent(file);
    if (known != null) {
      return known;
    }
    LocalObject opened = open(file);
    LocalObject other = opened == null ? null : open.asMap().putIfAbsent(file, opened);
    if (opened != null && other != null) {
      opened.close();
    }
    return other == null ? opened : other;
  }

  /** Whether a file was read not long ago. */
  boolean isOpen(StoredFile file) {
    return open.getIfPresent(file) != null;
  }

  private @Nullable LocalObject open(StoredFile file) {
    LocalObject object = bucket.local(file.object().key()).orElse(null);
    if (object != null && object.size() < file.size()) {
      long size = object.size();
      object.close();
      throw new BlockFaultException(
          file.block(),
          Reason.CUT_SHORT,
          "%s has %d bytes, though the bucket lists %d".formatted(file.path(), size, file.size()));
    }
    return object;
  }

  private void copy(LocalObject.Reads from, FileRanges found, QueryContext context) {
    int next = 0;
    while (next < found.count()) {
      context.checkAlive(store);
      next = copyArray(from, found, next);
    }
  }

  /**
   * Copies ranges from one on into an array of their own, those that touch or overlap as one.
   *
   * @return the first range that is not among them
   */
  private static int copyArray(LocalObject.Reads from, FileRanges found, int first) {
    WantedRanges wanted = found.wanted();
    int end = first;
    int bytes = 0;
    for (long read = 0; end < wanted.count(); end++) {
      long rangeEnd = wanted.start(end) + wanted.length(end);
      long more = Math.max(0, rangeEnd - Math.max(read, wanted.start(end)));
      if (end > first && bytes + more > ARRAY_BYTES) {
        break;
      }
      bytes += (int) more;
      read = Math.max(read, rangeEnd);
    }
    Fetched array = new Fetched(wanted.file(), new byte[bytes]);
    int at = 0;
    for (int next = first; next < end; ) {
      long start = wanted.start(next);
      long read = start;
      for (; next < end && wanted.start(next) <= read; next++) {
        int offset = at + (int) (wanted.start(next) - start);
        found.set(next, new Extent(array, wanted.start(next), offset, wanted.length(next)));
        read = Math.max(read, wanted.start(next) + wanted.length(next));
      }
      int length = (int) (read - start);
      from.copy(start, length, array.bytes(), at);
      at += length;
    }
    return end;
  }

  private static void close(@Nullable Object object) {
    if (object instanceof LocalObject local) {
      local.close();
    }
  }

  @Override
  public void close() {
    open.invalidateAll();
  }
}
