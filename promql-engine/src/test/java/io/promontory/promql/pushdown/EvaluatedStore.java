package io.promontory.promql.pushdown;

import io.promontory.promql.engine.Engine;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Authority;
import io.promontory.series.store.Billing;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Store;
import io.promontory.series.store.StorePart;
import java.util.List;
import java.util.Set;

/** A store that evaluates all that it holds. */
public final class EvaluatedStore extends ForwardingStore {
  private final EvaluatingPart part;

  /** Whose samples count. */
  public EvaluatedStore(Store store, Engine engine) {
    this(store, engine, Authority.SAMPLES);
  }

  public EvaluatedStore(Store store, Engine engine, Authority authority) {
    super(store);
    part =
        new EvaluatingPart("one", store, Labels.EMPTY, Set.of(), engine, authority, Billing.FREE);
  }

  /** How many expressions it was asked to evaluate. */
  public int asked() {
    return part.asked.size();
  }

  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return List.of(part.part());
  }
}
