package io.promontory.rules.group;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A {@link Timer} with one thread that waits and others that run. */
public final class ThreadTimer implements Timer, AutoCloseable {
  private final ScheduledThreadPoolExecutor clock;
  private final ExecutorService runners;

  /** What is due runs on {@code runners}, which the caller closes. */
  public ThreadTimer(ExecutorService runners) {
    this.runners = runners;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("rule-timer-", 0).factory());
    clock.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Planned after(Duration delay, Runnable task) {
    try {
      Future<?> planned =
          clock.schedule(() -> runners.execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
      return () -> planned.cancel(false);
    } catch (RejectedExecutionException e) {
      return () -> {}; // closed: nothing runs any more
    }
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
