package io.promontory.series.store.memory;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import org.jspecify.annotations.Nullable;

/**
 * Appends to one series without looking it up for every sample. Safe for concurrent use; stays
 * valid when the store drops the series for its age, which a later sample creates again.
 */
public final class Appender {
  private final MemoryStore store;
  private final Labels labels;
  private volatile @Nullable MemorySeries series;

  Appender(MemoryStore store, Labels labels) {
    this.store = store;
    this.labels = labels;
  }

  /** Appends a sample; {@code timestamp} in ms since the epoch. */
  public AppendResult append(long timestamp, double value) {
    return append(timestamp, value, 0);
  }

  /** Appends a sample; times in ms since the epoch, {@code startTime} 0 where unknown. */
  public AppendResult append(long timestamp, double value, long startTime) {
    return append(timestamp, value, null, startTime);
  }

  /** Appends a native histogram; {@code timestamp} in ms since the epoch. */
  public AppendResult append(long timestamp, FloatHistogram histogram) {
    return append(timestamp, histogram, 0);
  }

  /** Appends a native histogram; times in ms since the epoch, {@code startTime} 0 where unknown. */
  public AppendResult append(long timestamp, FloatHistogram histogram, long startTime) {
    return append(timestamp, histogram.sum(), histogram, startTime);
  }

  private AppendResult append(
      long timestamp, double value, @Nullable FloatHistogram histogram, long startTime) {
    while (true) {
      MemorySeries known = series;
      if (known != null) {
        AppendResult result = known.append(timestamp, value, histogram, startTime);
        if (result != null) {
          return result;
        }
      }
      MemorySeries current = store.seriesFor(labels);
      if (current == null) {
        return AppendResult.TOO_MANY_SERIES;
      }
      series = current;
    }
  }

  /** All labels of the series, the store's external ones included. */
  public Labels labels() {
    return labels;
  }
}
