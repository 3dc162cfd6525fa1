package io.promontory.frontend.federation.view;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import org.jspecify.annotations.Nullable;

/** A set put together from several selects of a store, which has one outcome for all of them. */
record OneOutcomeSet(SeriesSet series) implements SeriesSet {
  @Override
  public @Nullable Series next() {
    return series.next();
  }

  @Override
  public Completeness completeness() {
    return series.completeness().perStore();
  }

  @Override
  public void close() {
    series.close();
  }
}
