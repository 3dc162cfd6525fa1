package io.promontory.series.store;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stream of series in label order. Used by one thread at a time; {@link #close} may be called
 * from any thread and ends the stream.
 */
public interface SeriesSet extends AutoCloseable {
  /**
   * The next series, or null after the last one.
   *
   * @throws StoreException if the stream fails; series returned before are valid, but the answer is
   *     not whole
   */
  @Nullable Series next();

  /** How whole the answer is; final once {@link #next} has returned null. */
  Completeness completeness();

  @Override
  void close();

  /** A set over series that the caller has already sorted. */
  static SeriesSet of(List<Series> sorted, Completeness completeness) {
    Iterator<Series> iterator = sorted.iterator();
    return new SeriesSet() {
      @Override
      public @Nullable Series next() {
        return iterator.hasNext() ? iterator.next() : null;
      }

      @Override
      public Completeness completeness() {
        return completeness;
      }

      @Override
      public void close() {}
    };
  }
}
