package io.promontory.promql.parse;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Walk;
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

  private static <R> R call(Supplier<R> work) {
    return HandedOver.call(
        Thread.ofPlatform().daemon().name("promql-deep").stackSize(STACK_BYTES)::start, work);
  }

  private static int height(Expr expr) {
    int below = 0;
    for (Expr child : Walk.children(expr)) {
      below = Math.max(below, height(child));
    }
    return below + 1;
  }
}
