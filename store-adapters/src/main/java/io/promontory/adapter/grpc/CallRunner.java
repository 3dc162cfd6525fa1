package io.promontory.adapter.grpc;

import io.grpc.stub.StreamObserver;
import io.promontory.series.store.QueryBudget;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Runs the calls of one server.
 *
 * @param maxCallTime how long a call may last, whatever its client's deadline
 * @param budgets makes what one call may use
 * @param threads where handlers run; they block
 */
public record CallRunner(Duration maxCallTime, Supplier<QueryBudget> budgets, Executor threads) {
  /**
   * Begins a call; to be called on gRPC's thread.
   *
   * @param handler answers it; what it throws becomes the call's status
   */
  public <T> void run(StreamObserver<T> observer, ServedCall.Handler<T> handler) {
    ServedCall.start(observer, this, handler);
  }
}
