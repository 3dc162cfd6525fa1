package io.promontory.frontend.federation;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A member's stream read by a thread of its own into a short queue, so that all members are asked
 * and read at the same time, and one that hangs is given up at its deadline without its help.
 *
 * <p>While the reader waits for one, the others' queues fill, and their time passes as well. So one
 * that may be left out has half of the time that is left once another is held up by it: who is well
 * has the other half to go on.
 */
final class PumpedSet implements SeriesSet {
  /** As many wait for the pump, and as many again for the reader. */
  private static final int AHEAD = 32;

  /** How often it is looked whether others are held up. */
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  /** What the pump hands over: a series, the end, or what went wrong. */
  private sealed interface Item {
    record One(Series series) implements Item {}

    record End() implements Item {}

    record Broken(RuntimeException cause) implements Item {}
  }

  private final MemberSet source;
  private final QueryContext query;
  private final Deadline deadline;
  private final Siblings siblings;
  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(AHEAD);

  /** What the reader has taken at once, to meet the pump less often. */
  private final Queue<Item> taken = new ArrayDeque<>(AHEAD);

  private @Nullable Future<?> pump;
  private @Nullable StoreOutcome late;
  private volatile boolean closed;
  private boolean ended;
  private boolean heldOthersUp;

  /**
   * @param query whose time the member's is part of
   */
  PumpedSet(MemberSet source, QueryContext query, Siblings siblings) {
    this.source = source;
    this.query = query;
    this.deadline = query.deadline().atMost(source.member().timeout());
    this.siblings = siblings;
  }

  /** Asks the member. */
  void start(ExecutorService threads) {
    siblings.add(this);
    pump = threads.submit(this::run);
  }

  /** Ends a wait of the reader for a series: the answer has failed elsewhere. */
  void wake(RuntimeException cause) {
    boolean unused = queue.offer(new Item.Broken(cause));
  }

  /** Whether it could go on if its reader did. */
  boolean isHeldUp() {
    return !ended && queue.remainingCapacity() == 0;
  }

  private void run() {
    try {
      Item last;
      try {
        source.open();
        Series series = source.next();
        while (series != null) {
          queue.put(new Item.One(series));
          series = source.next();
        }
        last = new Item.End();
      } catch (RuntimeException e) {
        if (!closed) {
          siblings.failed(e);
        }
        last = new Item.Broken(e);
      }
      queue.put(last);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed: nobody reads on
    }
  }

  @Override
  public @Nullable Series next() {
    if (ended) {
      return null;
    }
    Item item = taken.isEmpty() ? take() : taken.remove();
    return switch (item) {
      case null -> giveUp();
      case Item.One(Series series) -> series;
      case Item.End end -> {
        ended = true;
        yield null;
      }
      case Item.Broken(RuntimeException cause) -> {
        ended = true;
        throw cause;
      }
    };
  }

  private @Nullable Item take() {
    boolean mayBeLeftOut = Failures.mayBeLeftOut(source.member(), query);
    long least = 0;
    try {
      while (true) {
        long left = Math.max(0, deadline.remaining().toNanos() - least);
        Item item =
            queue.poll(mayBeLeftOut ? Math.min(left, LOOK_NANOS) : left, TimeUnit.NANOSECONDS);
        if (item != null || left == 0) {
          queue.drainTo(taken);
          heldOthersUp = item == null && least > 0;
          return item;
        }
        if (mayBeLeftOut && least == 0 && siblings.isHeldUp(this)) {
          least = left / 2;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException(
          source.member().name(), StoreException.Kind.CANCELED, "the call was canceled", e);
    }
  }

  private @Nullable Series giveUp() {
    ended = true;
    StoreException failure =
        heldOthersUp ? Calls.heldUp(source.member()) : Calls.late(source.member(), query);
    StoreOutcome outcome = Failures.outcome(source.member(), failure);
    late = outcome;
    source.givenUp(outcome);
    close();
    if (Failures.mayBeLeftOut(source.member(), query)) {
      return null;
    }
    throw failure;
  }

  @Override
  public Completeness completeness() {
    return late != null ? Completeness.of(late) : source.completeness();
  }

  @Override
  public void close() {
    closed = true; // what the pump meets from now on is our own doing
    Future<?> running = pump;
    if (running != null) {
      running.cancel(true);
    }
    source.close();
  }
}
