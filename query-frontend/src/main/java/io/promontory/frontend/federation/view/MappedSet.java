package io.promontory.frontend.federation.view;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A set whose series are changed one by one, their order kept. */
record MappedSet(SeriesSet source, UnaryOperator<Series> change) implements SeriesSet {
  @Override
  public @Nullable Series next() {
    Series series = source.next();
    return series == null ? null : change.apply(series);
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
