package io.promontory.frontend.federation;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreOutcome;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set that also lists the stores that were not asked. */
record NotedSet(SeriesSet series, List<StoreOutcome> notAsked) implements SeriesSet {
  @Override
  public @Nullable Series next() {
    return series.next();
  }

  @Override
  public Completeness completeness() {
    return notAsked.isEmpty()
        ? series.completeness()
        : series.completeness().plus(new Completeness(notAsked));
  }

  @Override
  public void close() {
    series.close();
  }
}
