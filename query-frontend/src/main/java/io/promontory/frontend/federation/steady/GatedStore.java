package io.promontory.frontend.federation.steady;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Passes a gate before each call, and leaves it at the end of the answer. */
final class GatedStore extends AroundStore {
  private final Gate gate;

  GatedStore(Store inner, Gate gate) {
    super(inner);
    this.gate = gate;
  }

  @Override
  <T> T around(Object request, QueryContext context, Supplier<T> call) {
    Runnable leave = gate.enter(context);
    try {
      return call.get();
    } finally {
      leave.run();
    }
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    Runnable leave = gate.enter(context);
    try {
      return new LeavingSet(inner.select(request, context), leave);
    } catch (RuntimeException | Error e) {
      leave.run();
      throw e;
    }
  }

  private record LeavingSet(SeriesSet set, Runnable leave) implements SeriesSet {
    @Override
    public @Nullable Series next() {
      try {
        Series series = set.next();
        if (series == null) {
          leave.run();
        }
        return series;
      } catch (RuntimeException | Error e) {
        leave.run();
        throw e;
      }
    }

    @Override
    public Completeness completeness() {
      return set.completeness();
    }

    @Override
    public void close() {
      leave.run();
      set.close();
    }
  }
}
