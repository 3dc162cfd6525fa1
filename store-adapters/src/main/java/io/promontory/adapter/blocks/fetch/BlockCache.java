package io.promontory.adapter.blocks.fetch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.promontory.objectstore.block.Ulid;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was read of blocks and what was computed from it, within one budget of bytes; what is used
 * least goes first. Safe for concurrent use.
 */
public final class BlockCache {
  private final Cache<Object, Object> cache;
  private final ConcurrentHashMap<StoredFile, FileState> files = new ConcurrentHashMap<>();
  private final FetchListener listener;
  private final long mostBytes;

  /** Names something computed from a block. */
  private record MemoKey(Ulid block, CacheKind kind, Object key) {
    /** This, its key, the memo and the node in the cache. */
    static final int OVERHEAD_BYTES = 240;
  }

  private record Memo(Object value, int weight) {}

  BlockCache(long mostBytes, FetchListener listener) {
    this.mostBytes = mostBytes;
    this.listener = listener;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(mostBytes)
            .weigher(BlockCache::weight)
            .executor(Runnable::run)
            .removalListener(this::removed)
            .build();
  }

  private static int weight(Object key, Object value) {
    return value instanceof Memo memo ? memo.weight : ((Fetched) value).weight();
  }

  private static CacheKind kind(Object key) {
    return key instanceof MemoKey memo ? memo.kind : ((Fetched) key).file().kind();
  }

  private void removed(@Nullable Object key, @Nullable Object value, RemovalCause cause) {
    if (key instanceof Fetched fetched) {
      FileState state = files.get(fetched.file());
      if (state != null) {
        state.remove(fetched);
        retire(fetched.file());
      }
    }
    if (key != null && value != null) {
      listener.dropped(kind(key), weight(key, value), cause.wasEvicted());
    }
  }

  /** Finds what of wanted ranges is in memory, and plans what to do about the others. */
  FileStep begin(FileRanges found, FetchLimits limits, int requestCap) {
    StoredFile file = found.wanted().file();
    while (true) {
      FileStep step =
          files.computeIfAbsent(file, key -> new FileState()).begin(found, limits, requestCap);
      if (step != null) {
        return step;
      }
    }
  }

  /** Counts a use of what was found. */
  void touch(FileRanges found) {
    Fetched last = null;
    for (int i = 0; i < found.count(); i++) {
      Extent used = found.find(i);
      if (used != null && used.owner() != last) {
        last = used.owner();
        var unused = cache.getIfPresent(last);
      }
    }
  }

  /** Keeps what a step has brought. */
  void end(FileStep step) {
    List<Fetched> brought = step.brought();
    FileState state = files.get(step.file());
    Set<Fetched> needless = state == null ? Set.of() : state.end(step, brought);
    for (Fetched fetched : brought) {
      if (!needless.contains(fetched)) {
        cache.put(fetched, fetched);
        listener.kept(step.file().kind(), fetched.weight());
      }
    }
    cache.invalidateAll(needless);
    retire(step.file());
  }

  private void retire(StoredFile file) {
    files.computeIfPresent(file, (key, state) -> state.retire() ? null : state);
  }

  /**
   * Something that was computed from a block, or null if it is not there.
   *
   * @param kind of what it is; keys of different kinds do not clash
   * @param type of what was kept under the key
   */
  public <T> @Nullable T recall(Ulid block, CacheKind kind, Object key, Class<T> type) {
    Object found = cache.getIfPresent(new MemoKey(block, kind, key));
    listener.recalled(kind, found != null);
    return found instanceof Memo memo ? type.cast(memo.value) : null;
  }

  /**
   * Keeps something that was computed from a block and does not change.
   *
   * @param key small; with {@code equals} and {@code hashCode}
   * @param bytes that key and value take in memory, about
   */
  public void keep(Ulid block, CacheKind kind, Object key, Object value, long bytes) {
    int weight = (int) Math.min(Integer.MAX_VALUE, bytes + MemoKey.OVERHEAD_BYTES);
    cache.put(new MemoKey(block, kind, key), new Memo(value, weight));
    listener.kept(kind, weight);
  }

  /** Bytes that may be held. */
  public long mostBytes() {
    return mostBytes;
  }

  /** Bytes held. */
  public long bytes() {
    return cache.policy().eviction().map(policy -> policy.weightedSize().orElse(0)).orElse(0L);
  }
}
