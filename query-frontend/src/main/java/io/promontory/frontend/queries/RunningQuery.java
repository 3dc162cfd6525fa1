package io.promontory.frontend.queries;

import io.promontory.frontend.app.QueryOrigin;
import io.promontory.promql.engine.Query;
import io.promontory.series.store.QueryContext;
import java.time.Instant;

/** A query under way: waiting for its turn, then being evaluated, until it is closed. */
public final class RunningQuery implements AutoCloseable {
  private final long id;
  private final QueryOrigin origin;
  private final Query query;
  private final QueryContext context;
  private final Instant since;
  private final Runnable over;
  private volatile boolean admitted;

  RunningQuery(
      long id,
      QueryOrigin origin,
      Query query,
      QueryContext context,
      Instant since,
      Runnable over) {
    this.id = id;
    this.origin = origin;
    this.query = query;
    this.context = context;
    this.since = since;
    this.over = over;
  }

  /** Tells it from all others of this process. */
  public long id() {
    return id;
  }

  public QueryOrigin origin() {
    return origin;
  }

  public Query query() {
    return query;
  }

  public Instant since() {
    return since;
  }

  /** What it may use and has used. */
  public QueryContext context() {
    return context;
  }

  /** Notes that its turn has come. */
  public void admitted() {
    admitted = true;
  }

  /** Whether its turn has come. */
  public boolean isAdmitted() {
    return admitted;
  }

  /** Ends it as if its client had gone. */
  void cancel() {
    context.cancellation().cancel();
  }

  @Override
  public void close() {
    over.run();
  }
}
