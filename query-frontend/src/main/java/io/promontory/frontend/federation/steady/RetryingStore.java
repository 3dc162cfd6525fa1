package io.promontory.frontend.federation.steady;

import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/**
 * Tries calls again that could not begin: a connection refused, or an answer that says "not now".
 * All calls only read, so a second one does no harm; once a series has come, none is repeated.
 */
final class RetryingStore extends AroundStore {
  private final Retries retries;
  private final SteadyListener listener;

  RetryingStore(Store inner, Retries retries, SteadyListener listener) {
    super(inner);
    this.retries = retries;
    this.listener = listener;
  }

  @Override
  <T> T around(Object request, QueryContext context, Supplier<T> call) {
    CountDownLatch never = new CountDownLatch(1);
    for (int tries = 1; ; tries++) {
      try {
        return call.get();
      } catch (StoreException e) {
        Duration wait = retries.next(e, tries, context);
        if (wait == null) {
          throw e;
        }
        listener.retried(name());
        Retries.pause(name(), wait, context, never);
      }
    }
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    return new RetryingSet(
        name(), () -> inner.select(request, context), retries, context, listener);
  }
}
