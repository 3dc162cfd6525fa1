package io.promontory.rules.scan;

import io.promontory.series.store.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The selectors that several rules of a group have in common, as the last tick showed. Rules look
 * back equally far from each tick, so what they read then tells what they will read now. Used by
 * one tick at a time.
 */
public final class SharedScans {
  private final Store store;
  private final Memory memory;
  private Map<ScanKey, List<ScanRange>> known = Map.of();

  /** Bytes of chunks that shared series may hold, of all groups together. */
  public static final class Memory {
    private final AtomicLong left;

    public Memory(long bytes) {
      this.left = new AtomicLong(bytes);
    }

    /** Takes bytes; false where there are not so many. */
    boolean take(long bytes) {
      if (left.addAndGet(-bytes) >= 0) {
        return true;
      }
      left.addAndGet(bytes);
      return false;
    }

    void giveBack(long bytes) {
      left.addAndGet(bytes);
    }

    /** Bytes that are not taken. */
    public long left() {
      return left.get();
    }
  }

  /**
   * @param store that rules read
   * @param memory shared with other groups
   */
  public SharedScans(Store store, Memory memory) {
    this.store = store;
    this.memory = memory;
  }

  /**
   * The store for one tick; to be closed at its end.
   *
   * @param written names of series that rules of the group write, which are read anew each time
   * @param timeMs of the tick
   */
  public TickScans begin(Set<String> written, long timeMs) {
    return new TickScans(store, memory, written, timeMs, known, this::learn);
  }

  private void learn(Map<ScanKey, List<ScanRange>> seen) {
    Map<ScanKey, List<ScanRange>> shared = new HashMap<>();
    seen.forEach(
        (key, ranges) ->
            shared.put(key, ranges.stream().filter(range -> range.readers() > 1).toList()));
    known = Map.copyOf(shared);
  }
}
