package io.promontory.series.store.memory;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.OpenChunk;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The samples of one series: closed chunks, and the one being written. */
final class MemorySeries {
  private final Labels labels;

  /** In time order, without overlaps. */
  private final List<Chunk> closed = new ArrayList<>();

  private final OpenChunk open = new OpenChunk();

  /** What reads see of the open chunk; null after an append. */
  private @Nullable Chunk openSnapshot;

  private long minTime = Long.MAX_VALUE;
  private long maxTime = Long.MIN_VALUE;
  private double lastValue;
  private @Nullable FloatHistogram lastHistogram;
  private boolean dropped;

  /** Place in label order; guarded by the lock of the index that assigns it. */
  int rank;

  MemorySeries(Labels labels) {
    this.labels = labels;
  }

  Labels labels() {
    return labels;
  }

  /** Appends, or returns null where the store has dropped this series. */
  synchronized @Nullable AppendResult append(
      long timestamp, double value, @Nullable FloatHistogram histogram, long startTime) {
    if (dropped) {
      return null;
    }
    boolean empty = minTime > maxTime;
    if (!empty && timestamp <= maxTime) {
      return timestamp < maxTime
          ? AppendResult.OUT_OF_ORDER
          : isLast(value, histogram) ? AppendResult.KNOWN : AppendResult.DUPLICATE_TIMESTAMP;
    }
    Chunk full =
        histogram == null
            ? open.append(timestamp, value, startTime)
            : open.append(timestamp, histogram, startTime);
    if (full != null) {
      closed.add(full);
    }
    openSnapshot = null;
    minTime = empty ? timestamp : minTime;
    maxTime = timestamp;
    lastValue = value;
    lastHistogram = histogram;
    return AppendResult.ACCEPTED;
  }

  private boolean isLast(double value, @Nullable FloatHistogram histogram) {
    FloatHistogram last = lastHistogram;
    if (histogram == null || last == null) {
      return histogram == last
          && Double.doubleToRawLongBits(value) == Double.doubleToRawLongBits(lastValue);
    }
    return histogram.isSameAs(last);
  }

  synchronized boolean overlaps(long from, long to) {
    return minTime <= to && maxTime >= from && (from <= minTime || hasChunk(from, to));
  }

  /** The chunks that overlap a range in ms, both ends inclusive. */
  synchronized List<Chunk> chunks(long from, long to) {
    int first = firstEndingAt(from);
    int end = first;
    while (end < closed.size() && closed.get(end).minTime() <= to) {
      end++;
    }
    Chunk last = end < closed.size() || open.isEmpty() ? null : openChunk();
    if (last == null || last.minTime() > to || last.maxTime() < from) {
      return List.copyOf(closed.subList(first, end));
    }
    if (end == first) {
      return List.of(last);
    }
    Chunk[] chunks = new Chunk[end - first + 1];
    for (int i = first; i < end; i++) {
      chunks[i - first] = closed.get(i);
    }
    chunks[end - first] = last;
    return List.of(chunks);
  }

  /** Index of the first closed chunk that ends at a time or later. */
  private int firstEndingAt(long time) {
    int low = 0;
    int high = closed.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (closed.get(middle).maxTime() < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Drops closed chunks that end before a time, and the whole series where nothing is left. */
  synchronized boolean truncateBefore(long time) {
    closed.subList(0, firstEndingAt(time)).clear();
    dropped = closed.isEmpty() && maxTime < time;
    if (!dropped) {
      minTime = closed.isEmpty() ? openChunk().minTime() : closed.getFirst().minTime();
    }
    return dropped;
  }

  synchronized long minTime() {
    return minTime;
  }

  private boolean hasChunk(long from, long to) {
    return !chunks(from, to).isEmpty();
  }

  private Chunk openChunk() {
    Chunk chunk = openSnapshot;
    if (chunk == null) {
      chunk = open.toChunk();
      openSnapshot = chunk;
    }
    return chunk;
  }
}
