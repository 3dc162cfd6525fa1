package io.promontory.adapter.blocks.select;

import io.promontory.series.store.Deadline;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Passes things from a thread that makes them to one that takes them, a few ahead. Either side may
 * end it; then nobody waits any longer.
 */
final class Handoff<T> {
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final int room;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<T> ahead = new ArrayDeque<>();
  private boolean ended;
  private boolean closed;

  /**
   * @param room how many may wait to be taken
   */
  Handoff(int room) {
    this.room = room;
  }

  /** Waits for room; returns false if nobody takes any more, or not before the deadline. */
  boolean put(T thing, Deadline deadline) {
    boolean interrupted = false;
    lock.lock();
    try {
      while (!closed && ahead.size() >= room) {
        if (deadline.isReached()) {
          return false;
        }
        try {
          await(deadline);
        } catch (InterruptedException e) {
          // A giver that went here would make what was given look like all there is.
          interrupted = true;
        }
      }
      if (!closed) {
        ahead.add(thing);
        changed.signalAll();
      }
      return !closed;
    } finally {
      lock.unlock();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void await(Deadline deadline) throws InterruptedException {
    changed.await(deadline.atMost(LONGEST_WAIT).remaining().toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Says that nothing more comes. */
  void end() {
    lock.lock();
    try {
      ended = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The next thing, or null after the last one, or once it is closed, or where the deadline came
   * first.
   */
  @Nullable T take(Deadline deadline) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && ahead.isEmpty() && !ended) {
        if (deadline.isReached()) {
          return null;
        }
        await(deadline);
      }
      T next = closed ? null : ahead.poll();
      changed.signalAll();
      return next;
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Ends it from the taker's side; what was not taken is dropped. */
  void close() {
    lock.lock();
    try {
      closed = true;
      ahead.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
