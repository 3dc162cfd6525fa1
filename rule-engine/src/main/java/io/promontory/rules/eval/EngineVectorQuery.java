package io.promontory.rules.eval;

import io.promontory.promql.engine.Query;
import io.promontory.promql.engine.QueryException;
import io.promontory.promql.engine.QueryFunction;
import io.promontory.promql.engine.QueryResult;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup.Strictness;
import io.promontory.series.store.StoreOutcome;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Queries that an engine answers over all stores, each with a fresh deadline and budget. */
public final class EngineVectorQuery implements VectorQuery {
  private final QueryFunction engine;
  private final Supplier<QueryContext> contexts;
  private final Strictness strictness;

  /**
   * @param strictness with {@code ABORT} an answer that lacks a store's part is none
   */
  public EngineVectorQuery(
      QueryFunction engine, Supplier<QueryContext> contexts, Strictness strictness) {
    this.engine = engine;
    this.contexts = contexts;
    this.strictness = strictness;
  }

  /**
   * Answers any query on the terms of these.
   *
   * @throws RuleFailure if there is no answer, or it is not as whole as the rule asks for
   */
  public QueryResult run(Query query) throws RuleFailure {
    QueryResult result;
    try {
      result = engine.run(query, contexts.get());
    } catch (QueryException e) {
      throw new RuleFailure(e.getMessage(), e);
    }
    if (strictness == Strictness.ABORT && !result.completeness().isWhole()) {
      throw new RuleFailure("the answer is not whole: " + missing(result));
    }
    return result;
  }

  @Override
  public List<QueryValue.Sample> at(String expression, long timeMs) throws RuleFailure {
    QueryResult result = run(Query.instant(expression, timeMs));
    return switch (result.value()) {
      case QueryValue.Vector vector -> vector.samples();
      case QueryValue.Scalar scalar ->
          List.of(new QueryValue.Sample(Labels.EMPTY, scalar.timestampMs(), scalar.value()));
      case QueryValue.Text text -> throw notInstant();
      case QueryValue.Matrix matrix -> throw notInstant();
    };
  }

  private static RuleFailure notInstant() {
    return new RuleFailure("rule result is not a vector or scalar");
  }

  private static String missing(QueryResult result) {
    return result.completeness().perStore().outcomes().stream()
        .filter(outcome -> !outcome.isHarmless())
        .map(EngineVectorQuery::text)
        .collect(Collectors.joining("; "));
  }

  private static String text(StoreOutcome outcome) {
    return outcome.store() + ": " + outcome.reason();
  }
}
