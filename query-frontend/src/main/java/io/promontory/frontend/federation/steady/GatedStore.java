package io.promontory.frontend.federation.steady;

import io.promontory.series.store.CallTrace;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Passes a gate before each call, and leaves it at the end of the answer, or while nobody reads.
 */
final class GatedStore extends AroundStore {
  private final Gate gate;

  GatedStore(Store inner, Gate gate) {
    super(inner);
    this.gate = gate;
  }

  @Override
  <T> T around(Object request, QueryContext context, Supplier<T> call) {
    Gate.Place place = entered(context);
    try {
      return call.get();
    } finally {
      place.leave();
    }
  }

  private Gate.Place entered(QueryContext context) {
    CallTrace trace = context.trace();
    if (trace == null) {
      return gate.enter(context);
    }
    long start = System.nanoTime();
    Gate.Place place = gate.enter(context);
    trace.queued(System.nanoTime() - start);
    return place;
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    Gate.Place place = entered(context);
    try {
      LeavingSet set = new LeavingSet(inner.select(request, context), place);
      place.rests();
      return set;
    } catch (RuntimeException | Error e) {
      place.leave();
      throw e;
    }
  }

  private record LeavingSet(SeriesSet set, Gate.Place place) implements SeriesSet {
    @Override
    public @Nullable Series next() {
      try {
        place.reads();
        Series series = set.next();
        if (series == null) {
          place.leave();
        } else {
          place.rests();
        }
        return series;
      } catch (RuntimeException | Error e) {
        place.leave();
        throw e;
      }
    }

    @Override
    public Completeness completeness() {
      return set.completeness();
    }

    @Override
    public void close() {
      place.leave();
      set.close();
    }
  }
}
