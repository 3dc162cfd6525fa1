package io.promontory.promql.parse;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Walk;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Gives the work on deep expressions a stack of its own: parsing, planning and evaluation descend
 * several calls for each level, and the stack of a caller may be small.
 */
public final class RoomyStack {
  /** Trees up to this height stay with the caller; hardly anyone writes higher ones. */
  private static final int USUAL_HEIGHT = 64;

  /** Reserved, and used only as far as it is descended. */
  private static final long STACK_BYTES = 256L << 20;

  private RoomyStack() {}

  /** The result of work on an expression; what it throws is thrown as it is. */
  public static <R> R call(Expr expr, Supplier<R> work) {
    return height(expr) <= USUAL_HEIGHT ? work.get() : call(work);
  }

  /** The result of work on a text, which nests no deeper than it has brackets and signs. */
  static <R> R call(byte[] text, Supplier<R> work) {
    int levels = 0;
    for (byte b : text) {
      levels += b == '(' || b == '[' || b == '-' || b == '+' || b == '^' ? 1 : 0;
    }
    return levels <= USUAL_HEIGHT ? work.get() : call(work);
  }

  /** An interrupt is handed on to the work, whose end is waited for all the same. */
  private static <R> R call(Supplier<R> work) {
    FutureTask<R> task = new FutureTask<>(work::get);
    Thread thread =
        Thread.ofPlatform().daemon().name("promql-deep").stackSize(STACK_BYTES).start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          thread.interrupt();
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
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
