package io.promontory.promql.engine;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Writes down what a store is asked, and lets a test change the streams it answers. */
final class RecordingStore implements Store {
  final Queue<SelectRequest> requests = new ConcurrentLinkedQueue<>();
  final AtomicInteger open = new AtomicInteger();
  private final Store store;
  private final UnaryOperator<SeriesSet> change;

  RecordingStore(Store store) {
    this(store, set -> set);
  }

  RecordingStore(Store store, UnaryOperator<SeriesSet> change) {
    this.store = store;
    this.change = change;
  }

  List<SelectRequest> requests() {
    return List.copyOf(requests);
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    requests.add(request);
    SeriesSet set = change.apply(store.select(request, context));
    open.incrementAndGet();
    return new SeriesSet() {
      private boolean closed;

      @Override
      public @Nullable Series next() {
        return set.next();
      }

      @Override
      public Completeness completeness() {
        return set.completeness();
      }

      @Override
      public void close() {
        if (!closed) {
          closed = true;
          open.decrementAndGet();
        }
        set.close();
      }
    };
  }

  @Override
  public StoreInfo info() {
    return store.info();
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return store.labelNames(request, context);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return store.labelValues(request, context);
  }
}
