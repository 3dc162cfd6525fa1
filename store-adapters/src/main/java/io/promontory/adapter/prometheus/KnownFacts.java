package io.promontory.adapter.prometheus;

import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a server: asked for in the background when somebody first wants to know, and
 * anew after a minute.
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
      Thread unused =
          Thread.ofVirtual()
              .name("facts-" + store)
              .start(
                  () -> {
                    try {
                      ServerFacts ignored =
                          ask(
                              new QueryContext(
                                  Deadline.after(LONGEST),
                                  QueryBudget.unlimited(),
                                  new Cancellation()));
                    } finally {
                      asking.set(false);
                    }
                  });
    }
    return last();
  }

  /** What is so now, give or take a minute; asks the server if it must. */
  ServerFacts fresh(QueryContext context) {
    Known last = known;
    return last != null && isFresh(last) ? last.facts : ask(context);
  }

  private boolean isFresh(@Nullable Known last) {
    return last != null && last.untilNanos - nanoClock.getAsLong() > 0;
  }

  private ServerFacts ask(QueryContext context) {
    try {
      return keep(reads.apply(context), KEPT);
    } catch (StoreException e) {
      context.checkAlive(store);
      return keep(ServerFacts.NONE, PAUSE);
    }
  }

  private ServerFacts keep(ServerFacts facts, Duration time) {
    known = new Known(facts, nanoClock.getAsLong() + time.toNanos());
    return facts;
  }
}
