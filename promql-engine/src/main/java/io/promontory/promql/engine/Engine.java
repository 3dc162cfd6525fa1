package io.promontory.promql.engine;

import io.promontory.promql.annotation.AnnotationCollector;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.ValueType;
import io.promontory.promql.exec.Evaluator;
import io.promontory.promql.exec.QueryThreads;
import io.promontory.promql.exec.WorkerPool;
import io.promontory.promql.function.FunctionLibrary;
import io.promontory.promql.function.StandardFunctions;
import io.promontory.promql.parse.ParseException;
import io.promontory.promql.parse.PromQlParser;
import io.promontory.promql.parse.RoomyStack;
import io.promontory.promql.plan.DurationExpressions;
import io.promontory.promql.plan.ExplainNode;
import io.promontory.promql.plan.Plan;
import io.promontory.promql.plan.PlanExplainer;
import io.promontory.promql.plan.PlanOptions;
import io.promontory.promql.plan.Planner;
import io.promontory.promql.plan.StepGrid;
import io.promontory.series.chunk.CorruptChunkException;
import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * Evaluates PromQL over a store. Safe for concurrent use; queries share the engine's threads.
 *
 * <p>The same query over the same samples has the same bits on any number of threads.
 */
public final class Engine implements AutoCloseable {
  private final EngineOptions options;
  private final FunctionLibrary functions = new StandardFunctions();
  private final WorkerPool workers;
  private final QueryThreads threads = new QueryThreads();
  private final LongSupplier nanoClock;

  public Engine(EngineOptions options) {
    this(options, System::nanoTime);
  }

  /** With a clock of the caller's for the timings, in nanoseconds. */
  public Engine(EngineOptions options, LongSupplier nanoClock) {
    this.options = options;
    this.nanoClock = nanoClock;
    this.workers = new WorkerPool(options.threads());
  }

  /**
   * Answers a query.
   *
   * @throws QueryException if it has no answer
   */
  public QueryResult run(Store store, Query query, QueryContext context) {
    QueryTimer timer = new QueryTimer(nanoClock);
    return parsed(query, expr -> run(store, query, expr, context, timer));
  }

  /** The result of work on a query's expression, done where it may compute and descend. */
  private <R> R parsed(Query query, Function<Expr, R> work) {
    return threads.call(
        () -> {
          Expr expr = parse(query);
          return RoomyStack.call(expr, () -> work.apply(expr));
        });
  }

  private QueryResult run(
      Store store, Query query, Expr expr, QueryContext context, QueryTimer timer) {
    Plan plan = plan(query, expr, StoreSight.of(store, context));
    timer.prepared();
    try {
      return cheapest(store, query, expr, plan, context, timer);
    } catch (StoreException e) {
      throw failure(e, context);
    } catch (BudgetExceededException e) {
      throw new QueryException(QueryException.Kind.EXECUTION, e.getMessage(), e);
    } catch (CorruptChunkException e) {
      throw new QueryException(QueryException.Kind.EXECUTION, e.getMessage(), e);
    }
  }

  private QueryResult run(
      Store store, Query query, Plan plan, QueryContext context, QueryTimer timer) {
    AnnotationCollector annotations = new AnnotationCollector();
    try (Evaluator evaluator =
        new Evaluator(plan, store, context, workers, functions, annotations, options.flags())) {
      return new QueryRun(query, plan, evaluator, annotations, context.budget(), timer).result();
    }
  }

  private static boolean isReadForItsCost(Plan plan, StoreException e) {
    return e.kind() == StoreException.Kind.UNSUPPORTED
        && plan.costs().stream().anyMatch(choice -> !choice.evaluated());
  }

  /** Where samples cost less and turn out not to be had, their store evaluates at any price. */
  private QueryResult cheapest(
      Store store, Query query, Expr expr, Plan plan, QueryContext context, QueryTimer timer) {
    try {
      return run(store, query, plan, context, timer);
    } catch (StoreException e) {
      if (!isReadForItsCost(plan, e)) {
        throw e;
      }
      Plan dearer = plan(query, expr, StoreSight.of(store, context).atAnyPrice());
      return run(store, query, dearer, context, timer);
    }
  }

  /**
   * Explains how a query would be answered from samples alone; asks no store.
   *
   * @throws QueryException if it has no answer that a plan could lead to
   */
  public ExplainNode explain(Query query) {
    return explain(query, StoreSight.NOTHING);
  }

  /**
   * Explains how a query would be answered over a store, as far as that is known now; reads nothing
   * of it.
   *
   * @throws QueryException if it has no answer that a plan could lead to
   */
  public ExplainNode explain(Store store, Query query, QueryContext context) {
    return explain(query, StoreSight.of(store, context));
  }

  /**
   * Tells how a query would be answered over a store, as {@link #explain}, by the nodes of its
   * plan.
   *
   * @throws QueryException if it has no answer that a plan could lead to
   */
  public Explanation outline(Store store, Query query, QueryContext context) {
    return parsed(query, expr -> Explanations.of(plan(query, expr, StoreSight.of(store, context))));
  }

  private ExplainNode explain(Query query, StoreSight sight) {
    return parsed(query, expr -> PlanExplainer.explain(plan(query, expr, sight)));
  }

  private Plan plan(Query query, Expr expr, StoreSight sight) {
    long step = query.isInstant() ? 1 : query.stepMs();
    StepGrid grid = new StepGrid(query.startMs(), query.endMs(), step);
    long lookback =
        query.lookbackMs() > 0 ? query.lookbackMs() : options.lookbackDelta().toMillis();
    PlanOptions planOptions =
        new PlanOptions(
            lookback,
            options.defaultSubqueryStep().toMillis(),
            query.maxResolutionMs(),
            options.flags(),
            options.optimisations(),
            sight.droppedLabels());
    return Planner.plan(
        expr, grid, query.stepMs(), planOptions, functions, sight.parts(), sight.checkpoint());
  }

  private Expr parse(Query query) {
    try {
      ParsedText parsed = query.parsed();
      Expr expr =
          parsed == null
              ? PromQlParser.parse(query.text(), options.flags())
              : parsed.expr(options.flags());
      ValueType type = expr.type();
      if (!query.isInstant() && type != ValueType.VECTOR && type != ValueType.SCALAR) {
        throw new QueryException(
            QueryException.Kind.BAD_DATA,
            "invalid expression type \""
                + type.documentedName()
                + "\" for range query, must be Scalar or instant Vector");
      }
      return DurationExpressions.resolve(expr, query.startMs(), query.endMs(), query.stepMs());
    } catch (ParseException e) {
      throw new QueryException(QueryException.Kind.BAD_DATA, e.getMessage(), e);
    }
  }

  /** A store that gave up because the caller did is not what went wrong. */
  private static QueryException failure(StoreException e, QueryContext context) {
    if (context.cancellation().isCanceled()) {
      return new QueryException(
          QueryException.Kind.CANCELED, "query was canceled in expression evaluation", e);
    }
    QueryException.Kind kind =
        switch (e.kind()) {
          case TIMEOUT -> QueryException.Kind.TIMEOUT;
          case CANCELED -> QueryException.Kind.CANCELED;
          default -> QueryException.Kind.UNAVAILABLE;
        };
    return new QueryException(kind, e.describe(), e);
  }

  @Override
  public void close() {
    workers.close();
    threads.close();
  }
}
