package io.promontory.adapter.managed;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How a stretch of time is cut into windows: at whole multiples of a length since the epoch, so
 * that queries which look at the same time cut it alike. The length begins at the longest that the
 * configuration allows and is halved for selectors that the endpoint refused more of; that is
 * remembered for some hours.
 */
final class Windows {
  /** What is refused although it is this short is refused for another reason. */
  static final long SHORTEST_MS = 60_000;

  private static final int REMEMBERED = 10_000;
  private static final Duration FORGOTTEN = Duration.ofHours(6);

  private final long longestMs;
  private final Cache<String, Long> lengths =
      Caffeine.newBuilder().maximumSize(REMEMBERED).expireAfterWrite(FORGOTTEN).build();

  Windows(Duration longest) {
    this.longestMs = longest.toMillis();
  }

  /** A stretch of time, ms, both ends inclusive. */
  record Window(long fromMs, long toMs) {
    long lengthMs() {
      return toMs - fromMs + 1;
    }
  }

  List<Window> cut(String selector, Window stretch) {
    return cut(stretch, lengthMs(selector));
  }

  private long lengthMs(String selector) {
    Long known = lengths.getIfPresent(selector);
    return known == null ? longestMs : known;
  }

  /** The parts of a window that was refused as too large, which are remembered; or none. */
  List<Window> smaller(String selector, Window refused) {
    if (refused.lengthMs() <= SHORTEST_MS) {
      return List.of();
    }
    long length = Math.min(lengthMs(selector), longestMs);
    while (length >= refused.lengthMs()) {
      length = Math.max(SHORTEST_MS, length / 2);
    }
    lengths.put(selector, length);
    return cut(refused, length);
  }

  private static List<Window> cut(Window stretch, long length) {
    List<Window> windows = new ArrayList<>();
    long from = stretch.fromMs();
    while (from <= stretch.toMs()) {
      long to = Math.min(stretch.toMs(), (Math.floorDiv(from, length) + 1) * length - 1);
      windows.add(new Window(from, to));
      from = to + 1;
    }
    return windows;
  }
}
