package io.promontory.promql.engine;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Walk;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Gives the work on high expressions a stack of its own: planning and evaluation descend several
 * calls for each level, and the stack of a caller may be small.
 */
final class RoomyStack {
  /** Trees up to this height stay with the caller; hardly anyone writes higher ones. */
  private static final int USUAL_HEIGHT = 64;

  /** Reserved, and used only as far as it is descended. */
  private static final long STACK_BYTES = 256L << 20;

  private RoomyStack() {}

  /**
   * The result of work on an expression; what it throws is thrown as it is.
   *
   * @throws QueryException of kind CANCELED if the waiting thread is interrupted
   */
  static <R> R call(Expr expr, Supplier<R> work) {
    if (height(expr) <= USUAL_HEIGHT) {
      return work.get();
    }
    FutureTask<R> task = new FutureTask<>(work::get);
    Thread thread =
        Thread.ofPlatform().daemon().name("promql-deep").stackSize(STACK_BYTES).start(task);
    try {
      return task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new QueryException(
          QueryException.Kind.CANCELED, "query was canceled in expression evaluation", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  private static int height(Expr expr) {
    int below = 0;
    for (Expr child : Walk.children(expr)) {
      below = Math.max(below, height(child));
    }
    return below + 1;
  }
}
