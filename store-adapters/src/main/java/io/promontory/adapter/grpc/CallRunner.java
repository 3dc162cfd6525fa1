package io.promontory.adapter.grpc;

import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * Runs the calls of one server.
 *
 * @param maxCallTime how long a call may last whose client sets no deadline
 * @param threads where handlers run; they block
 */
public record CallRunner(Duration maxCallTime, Executor threads) {
  /**
   * Begins a call; to be called on gRPC's thread.
   *
   * @param handler answers it; what it throws becomes the call's status
   */
  public <T> void run(StreamObserver<T> observer, ServedCall.Handler<T> handler) {
    ServedCall.start(observer, maxCallTime, threads, handler);
  }
}
