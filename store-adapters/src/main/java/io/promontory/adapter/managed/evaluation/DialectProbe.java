package io.promontory.adapter.managed.evaluation;

import io.promontory.adapter.evaluate.StepTable;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StepSeries;
import io.promontory.series.store.StoreException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * Finds out how a service evaluates, by expressions without series: a managed service does not tell
 * its version, and such expressions cost next to nothing: the few steps of a subquery.
 *
 * <p>A window of a minute over steps of 30 s that begin on the minute holds two of them, or three
 * where its left edge counts (Prometheus before 3.0). {@code default} is an operator of MetricsQL
 * and an error in PromQL.
 */
final class DialectProbe {
  private static final String WINDOW = "count_over_time(vector(1)[1m:30s])";
  private static final String METRICSQL = "vector(1) default vector(2)";
  private static final long MINUTE_MS = 60_000;
  private static final long LOOKBACK_MS = 300_000;

  private final String store;
  private final Questions questions;
  private final Labels external;
  private final BiFunction<String, QueryContext, Boolean> hasLabel;
  private final InstantSource clock;

  /**
   * @param external labels that our configuration adds
   * @param hasLabel whether series have a label by a name
   */
  DialectProbe(
      String store,
      Questions questions,
      Labels external,
      BiFunction<String, QueryContext, Boolean> hasLabel,
      InstantSource clock) {
    this.store = store;
    this.questions = questions;
    this.external = external;
    this.hasLabel = hasLabel;
    this.clock = clock;
  }

  /**
   * Asks.
   *
   * @throws StoreException if there is no answer now
   */
  Dialect read(QueryContext context) {
    if (covers(context) || answers(METRICSQL, value -> true, context)) {
      return Dialect.OTHER;
    } else if (answers(WINDOW, value -> value == 2, context)) {
      return Dialect.PROMETHEUS_3;
    }
    return answers(WINDOW, value -> value == 3, context) ? Dialect.PROMETHEUS_2 : Dialect.OTHER;
  }

  /** Whether a series has a label of its own where we would add one. */
  private boolean covers(QueryContext context) {
    return external.toMap().keySet().stream().anyMatch(name -> hasLabel.apply(name, context));
  }

  /** Whether an expression has one result, which is as expected; a refusal is none. */
  private boolean answers(String expression, Predicate<Double> expected, QueryContext context) {
    long time = clock.millis() / MINUTE_MS * MINUTE_MS;
    PartQuery query = new PartQuery(expression, time, time, MINUTE_MS, LOOKBACK_MS);
    StepTable table = new StepTable(store, query);
    try {
      Questions.Answered ignored = questions.ask(query, table, context);
    } catch (StoreException e) {
      if (e.kind() == StoreException.Kind.UNSUPPORTED
          || e.kind() == StoreException.Kind.BAD_REQUEST) {
        return false;
      }
      throw e;
    }
    List<StepSeries> series = table.series();
    return series.size() == 1 && expected.test(series.getFirst().values()[0]);
  }
}
