package io.promontory.promql.exec;

import io.promontory.promql.parse.HandedOver;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * The platform threads on which queries of virtual threads are planned and evaluated. A virtual
 * thread that computes keeps its carrier: as many queries as there are processors would hold up
 * everything else that runs on virtual threads, a health check among it. There are as many as
 * queries at a time: who admits queries bounds them.
 */
public final class QueryThreads implements AutoCloseable {
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform()
              .daemon()
              .name("promql-query-", 0)
              .stackSize(WorkerPool.STACK_BYTES)
              .factory());

  /** The result of work; what it throws is thrown as it is. */
  public <R> R call(Supplier<R> work) {
    return Thread.currentThread().isVirtual() ? HandedOver.call(threads, work) : work.get();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
