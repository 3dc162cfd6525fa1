package io.promontory.promql.parse;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Work that another thread does for one that waits for it. An interrupt of who waits is handed on
 * to the work, whose end is waited for all the same.
 */
public final class HandedOver<R> implements Runnable {
  private final FutureTask<R> task;
  private @Nullable Thread runner;
  private boolean interrupted;

  private HandedOver(Supplier<R> work) {
    task = new FutureTask<>(work::get);
  }

  /** The result of the work; what it throws is thrown as it is. */
  public static <R> R call(Executor executor, Supplier<R> work) {
    HandedOver<R> handed = new HandedOver<>(work);
    executor.execute(handed);
    return handed.await();
  }

  @Override
  public void run() {
    begin();
    try {
      task.run();
    } finally {
      end();
    }
  }

  private synchronized void begin() {
    runner = Thread.currentThread();
    if (interrupted) {
      runner.interrupt();
    }
  }

  /** What the thread does next is not to be interrupted. */
  private synchronized void end() {
    runner = null;
    Thread.interrupted();
  }

  private synchronized void interrupt() {
    interrupted = true;
    if (runner != null) {
      runner.interrupt();
    }
  }

  private R await() {
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupt();
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    } finally {
      restore();
    }
  }

  private synchronized void restore() {
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
