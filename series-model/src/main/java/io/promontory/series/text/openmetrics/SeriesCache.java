package io.promontory.series.text.openmetrics;

import io.promontory.series.labels.Labels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Labels of series by their texts, so that a series that comes again is not taken apart again. */
final class SeriesCache {
  private static final int SLOTS = 1 << 15;
  private static final int MOST_BYTES = 1 << 10;

  private final @Nullable Entry[] slots = new Entry[SLOTS];

  private record Entry(byte[] text, MetricType type, Labels labels) {}

  /** The labels of the text between two indices. */
  Labels get(byte[] bytes, int from, int to, MetricType type) {
    int slot = hash(bytes, from, to) & (SLOTS - 1);
    Entry known = slots[slot];
    if (known != null
        && known.type == type
        && Arrays.equals(known.text, 0, known.text.length, bytes, from, to)) {
      return known.labels;
    }
    Labels labels = SeriesText.parse(bytes, from, to, type);
    if (to - from <= MOST_BYTES) {
      slots[slot] = new Entry(Arrays.copyOfRange(bytes, from, to), type, labels);
    }
    return labels;
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = hash * 31 + bytes[i];
    }
    return (hash * 0x9e3779b9) >>> 16 ^ hash;
  }
}
