package io.promontory.frontend.federation.view;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A set without the series that a condition does not hold for. */
record FilteredSet(SeriesSet source, Predicate<Series> condition) implements SeriesSet {
  @Override
  public @Nullable Series next() {
    Series series = source.next();
    while (series != null && !condition.test(series)) {
      series = source.next();
    }
    return series;
  }

  @Override
  public Completeness completeness() {
    return source.completeness();
  }

  @Override
  public void close() {
    source.close();
  }
}
