package io.promontory.rules.backtest;

import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StorePart;
import java.util.List;

/**
 * The stores as they would be had the tested rules been in force: series that these write come from
 * memory, whatever the stores hold under the same name.
 */
final class RecordedStore extends ForwardingStore {
  private final Store recorded;
  private final RecordedNames names;

  RecordedStore(Store stores, Store recorded, RecordedNames names) {
    super(() -> stores, () -> {});
    this.recorded = recorded;
    this.names = names;
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    return names.areMeant(request.matchers())
        ? recorded.select(request, context)
        : super.select(request, context);
  }

  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return names.areMeant(request.matchers())
        ? recorded.parts(request, context)
        : super.parts(request, context);
  }
}
