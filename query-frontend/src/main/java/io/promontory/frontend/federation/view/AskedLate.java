package io.promontory.frontend.federation.view;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A set that is asked for when its first series is. */
final class AskedLate implements SeriesSet {
  private final Supplier<SeriesSet> select;
  private volatile @Nullable SeriesSet set;
  private volatile boolean closed;

  AskedLate(Supplier<SeriesSet> select) {
    this.select = select;
  }

  @Override
  public @Nullable Series next() {
    SeriesSet asked = set;
    if (asked == null) {
      asked = select.get();
      set = asked;
      if (closed) {
        asked.close();
      }
    }
    return asked.next();
  }

  @Override
  public Completeness completeness() {
    SeriesSet asked = set;
    return asked == null ? Completeness.NONE_ASKED : asked.completeness();
  }

  @Override
  public void close() {
    closed = true;
    SeriesSet asked = set;
    if (asked != null) {
      asked.close();
    }
  }
}
