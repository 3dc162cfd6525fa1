package io.promontory.adapter.prometheus;

import io.promontory.series.store.Series;
import java.util.List;

/** A sorted stream of series that comes in batches. Used by one thread. */
interface SeriesSource extends AutoCloseable {
  /**
   * Adds the next few series to the list; adds none only at the end.
   *
   * @throws io.promontory.series.store.StoreException if the stream fails
   */
  void next(List<Series> batch);

  /** Bytes received so far. */
  long bytes();

  @Override
  void close();
}
