package io.promontory.promql.pushdown;

import io.promontory.promql.engine.Engine;
import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.value.PointSeries;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Authority;
import io.promontory.series.store.Billing;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StorePart;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** A part that an engine of its own evaluates, and that keeps what it was asked. */
final class EvaluatingPart implements StorePart.Evaluation {
  private final String name;
  private final Store bare;
  private final Labels hidden;
  private final Set<String> uncertain;
  private final Engine engine;
  private final Authority authority;
  private final Billing billing;
  final List<PartQuery> asked = new CopyOnWriteArrayList<>();

  /**
   * @param bare its series without the hidden labels
   */
  EvaluatingPart(String name, Store bare, Labels hidden, Set<String> uncertain, Engine engine) {
    this(name, bare, hidden, uncertain, engine, Authority.SAMPLES, Billing.FREE);
  }

  EvaluatingPart(
      String name,
      Store bare,
      Labels hidden,
      Set<String> uncertain,
      Engine engine,
      Authority authority,
      Billing billing) {
    this.name = name;
    this.bare = bare;
    this.hidden = hidden;
    this.uncertain = uncertain;
    this.engine = engine;
    this.authority = authority;
    this.billing = billing;
  }

  StorePart part() {
    return new StorePart(
        name,
        hidden.isEmpty() ? List.of() : List.of(hidden),
        hidden,
        uncertain,
        this,
        authority,
        billing);
  }

  /** In an order that is nobody's, as JSON has them. */
  @Override
  public PartAnswer evaluate(PartQuery query, QueryContext context) {
    asked.add(query);
    QueryResult result;
    try {
      result =
          engine.run(
              bare,
              new Query(
                  query.expression(),
                  query.startMs(),
                  query.endMs(),
                  query.stepMs(),
                  query.lookbackMs()),
              context);
    } catch (QueryException e) {
      throw new StoreException(
          name, StoreException.Kind.UNSUPPORTED, String.valueOf(e.getMessage()), e);
    }
    List<StepSeries> series = new ArrayList<>();
    for (PointSeries one : ((QueryValue.Matrix) result.value()).series()) {
      if (one.histograms() != null) {
        throw new StoreException(name, StoreException.Kind.UNSUPPORTED, "native histograms");
      }
      series.add(new StepSeries(one.labels(), one.timestampsMs(), one.values(), null, one.size()));
    }
    Collections.reverse(series);
    return new PartAnswer(series, result.warnings(), result.infos(), result.completeness());
  }
}
