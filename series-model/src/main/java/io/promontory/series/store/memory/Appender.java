package io.promontory.series.store.memory;

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
    while (true) {
      MemorySeries known = series;
      if (known != null) {
        AppendResult result = known.append(timestamp, value);
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
