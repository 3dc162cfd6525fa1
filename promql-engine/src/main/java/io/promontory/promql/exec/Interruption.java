package io.promontory.promql.exec;

import io.promontory.promql.engine.QueryException;
import io.promontory.series.store.QueryContext;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** The polls that end an evaluation early. */
public final class Interruption {
  private Interruption() {}

  /**
   * Throws if the query's time is up or its caller has given up.
   *
   * @param stage what was under way, for the text
   */
  public static void check(QueryContext context, String stage) {
    if (context.cancellation().isCanceled()) {
      throw new QueryException(QueryException.Kind.CANCELED, "query was canceled in " + stage);
    } else if (context.deadline().isReached()) {
      throw new QueryException(QueryException.Kind.TIMEOUT, "query timed out in " + stage);
    }
  }

  static QueryException canceled() {
    return new QueryException(
        QueryException.Kind.CANCELED, "query was canceled in expression evaluation");
  }

  /**
   * The result of a task run elsewhere; what it threw is thrown as it is.
   *
   * @throws QueryException of kind CANCELED if the waiting thread is interrupted
   */
  static <R> R await(Future<R> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw canceled();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
