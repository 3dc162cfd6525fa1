package io.promontory.promql.exec;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The stream of one selector: opened by whoever comes first, read by the query's thread, closed by
 * it at the end.
 */
final class SelectorScan implements AutoCloseable {
  private final Store store;
  private final SelectRequest request;
  private final QueryContext context;
  private final FutureTask<SeriesSet> opening = new FutureTask<>(this::select);
  private @Nullable SeriesSet opened;
  private boolean closed;
  private Completeness completeness = Completeness.NONE_ASKED;

  SelectorScan(Store store, SelectRequest request, QueryContext context) {
    this.store = store;
    this.request = request;
    this.context = context;
  }

  /** Opens the stream unless that has begun. */
  void open() {
    opening.run();
  }

  private SeriesSet select() {
    SeriesSet set = store.select(request, context);
    synchronized (this) {
      opened = set;
      if (!closed) {
        return set;
      }
    }
    set.close();
    throw Interruption.canceled();
  }

  /** The next series, or null after the last. */
  @Nullable Series next() {
    SeriesSet set = await();
    Series series = set.next();
    if (series == null) {
      completeness = set.completeness();
    } else {
      context.budget().readSeries();
    }
    return series;
  }

  private SeriesSet await() {
    open();
    return Interruption.await(opening);
  }

  /** How whole the stream was, once it has been read to its end. */
  Completeness completeness() {
    return completeness;
  }

  @Override
  public void close() {
    SeriesSet toClose;
    synchronized (this) {
      closed = true;
      toClose = opened;
    }
    if (toClose != null) {
      toClose.close();
    }
  }
}
