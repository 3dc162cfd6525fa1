package io.promontory.frontend.federation.steady;

import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.util.function.Supplier;

/**
 * Makes calls once that ask the same at the same time. Selects are not shared: the slowest reader
 * of a shared stream would hold up the others, or what it has not read yet would have to be kept.
 */
final class CoalescingStore extends AroundStore {
  private final Flights flights;
  private final EndpointEvents.Endpoint listener;

  /**
   * @param listener closed with this store
   */
  CoalescingStore(Store inner, EndpointEvents.Endpoint listener) {
    super(inner);
    this.listener = listener;
    String store = inner.info().name();
    this.flights = new Flights(store, () -> listener.coalesced(store));
  }

  private record Key(Object request, QueryScope scope) {}

  @Override
  <T> T around(Object request, QueryContext context, Supplier<T> call) {
    return flights.join(new Key(request, context.scope()), context, call);
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    return inner.select(request, context);
  }

  @Override
  public void close() {
    super.close();
    listener.close();
  }
}
