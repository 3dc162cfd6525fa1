package io.promontory.adapter.blocks.catalogue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs tasks in virtual threads, no more than so many at the same time. */
final class BoundedWork implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedWork.class);

  private int width;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private final List<Thread> workers = new ArrayList<>();
  private boolean closed;

  BoundedWork(int width) {
    this.width = width;
  }

  synchronized void submit(Runnable task) {
    if (closed) {
      return;
    }
    waiting.add(task);
    if (workers.size() < width) {
      startWorker();
    }
  }

  private synchronized void startWorker() {
    Thread worker = Thread.ofVirtual().name("catalogue-read").unstarted(this::work);
    workers.add(worker);
    worker.start();
  }

  /** Lets more tasks run at the same time. */
  synchronized void widen(int newWidth) {
    width = newWidth;
    for (int i = waiting.size(); i > 0 && workers.size() < width; i--) {
      startWorker();
    }
  }

  private void work() {
    for (Runnable task = next(); task != null; task = next()) {
      try {
        task.run();
      } catch (RuntimeException | Error e) {
        LOG.error("a task of a catalogue broke off", e); // the others must not wait for it
      }
    }
  }

  private synchronized @Nullable Runnable next() {
    Runnable task = closed ? null : waiting.poll();
    if (task == null) {
      workers.remove(Thread.currentThread());
      notifyAll();
    }
    return task;
  }

  /**
   * Waits until nothing is left to do, though no longer than so long.
   *
   * @return whether nothing is left
   */
  synchronized boolean awaitIdle(Duration atMost) throws InterruptedException {
    long until = System.nanoTime() + atMost.toNanos();
    while (!workers.isEmpty()) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        return false;
      }
      wait(left);
    }
    return true;
  }

  /** Drops what waits and interrupts what runs. */
  @Override
  public synchronized void close() {
    closed = true;
    waiting.clear();
    workers.forEach(Thread::interrupt);
  }
}
