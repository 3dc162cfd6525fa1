package io.promontory.adapter.prometheus;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreException.Kind;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a server: asked for when somebody first wants to know, and anew after a minute,
 * in the background.
 */
final class KnownFacts {
  private static final Duration KEPT = Duration.ofMinutes(1);

  /** After a failure. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final String store;
  private final Function<QueryContext, ServerFacts> reads;
  private final LongSupplier nanoClock;
  private final AtomicBoolean asking = new AtomicBoolean();
  private final ReentrantLock first = new ReentrantLock();
  private volatile @Nullable Known known;

  private record Known(ServerFacts facts, long untilNanos) {}

  /**
   * @param reads asks the server
   * @param nanoClock nanoseconds with an arbitrary origin
   */
  KnownFacts(String store, Function<QueryContext, ServerFacts> reads, LongSupplier nanoClock) {
    this.store = store;
    this.reads = reads;
    this.nanoClock = nanoClock;
  }

  /** What was said last, however long ago; never waits. */
  ServerFacts last() {
    Known last = known;
    return last == null ? ServerFacts.NONE : last.facts;
  }

  /** As {@link #last}; has the server asked where nothing is known, or nothing of late. */
  ServerFacts lastAndSoonFresh() {
    if (!isFresh(known) && asking.compareAndSet(false, true)) {
      Thread unused = Thread.ofVirtual().name("facts-" + store).start(this::askBehind);
    }
    return last();
  }

  private void askBehind() {
    try {
      ServerFacts ignored =
          ask(
              new QueryContext(
                  Deadline.after(LONGEST), QueryBudget.unlimited(), new Cancellation()));
    } catch (StoreException e) {
      // Who asks next is told.
    } finally {
      asking.set(false);
    }
  }

  /**
   * As {@link #lastAndSoonFresh}, but waits for the server where it has never said anything.
   *
   * @throws StoreException if it cannot be asked
   */
  ServerFacts settled(QueryContext context) {
    if (known != null) {
      return lastAndSoonFresh();
    }
    enter(context);
    try {
      Known last = known;
      return last == null ? ask(context) : last.facts;
    } finally {
      first.unlock();
    }
  }

  private void enter(QueryContext context) {
    Thread waiting = Thread.currentThread();
    try (var cancellation = context.cancellation().onCancel(waiting::interrupt)) {
      if (first.tryLock(context.deadline().remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      context.checkAlive(store);
      waiting.interrupt();
      throw new StoreException(store, Kind.CANCELED, "the query was canceled", e);
    }
    context.checkAlive(store);
    throw new StoreException(store, Kind.TIMEOUT, "no whole answer in the time it had");
  }

  /** What is so now, give or take a minute; asks the server if it must. */
  ServerFacts fresh(QueryContext context) {
    Known last = known;
    if (last != null && isFresh(last)) {
      return last.facts;
    }
    try {
      return ask(context);
    } catch (StoreException e) {
      context.checkAlive(store);
      return ServerFacts.NONE;
    }
  }

  private boolean isFresh(@Nullable Known last) {
    return last != null && last.untilNanos - nanoClock.getAsLong() > 0;
  }

  /** A server that cannot be asked keeps its labels, but is not trusted to evaluate. */
  private ServerFacts ask(QueryContext context) {
    try {
      return keep(reads.apply(context), KEPT);
    } catch (StoreException e) {
      context.checkAlive(store);
      Known last = known;
      if (last == null) {
        throw e;
      }
      return keep(last.facts.withoutEvaluator(), PAUSE);
    }
  }

  private ServerFacts keep(ServerFacts facts, Duration time) {
    known = new Known(facts, nanoClock.getAsLong() + time.toNanos());
    return facts;
  }
}
