package io.promontory.adapter.blocks.select;

import io.promontory.series.labels.Labels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects which series of a selection match, and whether they are in order. */
final class Narrowing {
  private final int[] all;
  private final int[] ids;
  private int count;
  private @Nullable Labels last;
  private boolean inOrder = true;

  /**
   * @param all ids that are asked about; not written to
   */
  Narrowing(int[] all) {
    this.all = all;
    this.ids = new int[all.length];
  }

  /** Adds the next series that matches. */
  void add(StoredSeries series) {
    inOrder &= last == null || last.compareTo(series.labels()) < 0;
    last = series.labels();
    ids[count++] = series.id();
  }

  /** The ids that were added; null where their labels are not in order. */
  int @Nullable [] exact() {
    if (!inOrder) {
      return null;
    }
    return count == all.length ? all : Arrays.copyOf(ids, count);
  }
}
