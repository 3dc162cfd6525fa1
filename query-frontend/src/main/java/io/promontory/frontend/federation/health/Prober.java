package io.promontory.frontend.federation.health;

import io.promontory.frontend.federation.FederatedStore;
import io.promontory.frontend.federation.Member;
import io.promontory.series.store.Cancellation;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.QueryBudget;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * Asks each store that nobody has asked for a while for the name of a label of the last minute, so
 * that it is known how it is, and one that is left out for its failures is soon found well again.
 * Where a store is made of several servers each is asked as well: what one of them fails in the
 * others make up for, so that the answers of the store do not tell. All are asked side by side,
 * each once at a time.
 */
public final class Prober {
  /** How long ago a store may have been asked. */
  public static final Duration INTERVAL = Duration.ofSeconds(15);

  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Supplier<FederatedStore> stores;
  private final StoreHealth health;
  private final InstantSource clock;
  private final Executor threads;
  private final Set<String> underWay = ConcurrentHashMap.newKeySet();

  /**
   * @param threads where stores are waited for
   */
  public Prober(
      Supplier<FederatedStore> stores, StoreHealth health, InstantSource clock, Executor threads) {
    this.stores = stores;
    this.health = health;
    this.clock = clock;
    this.threads = threads;
  }

  /** Begins to ask those that it is time for, and forgets those that are gone; waits for none. */
  public void round() {
    Instant now = clock.instant();
    Set<String> names = new HashSet<>();
    for (Member member : stores.get().members()) {
      String store = member.store().info().name();
      names.add(store);
      ask(member, store, now);
      for (Member server : member.servers().get()) {
        String name = StoreHealth.server(store, server.store().info().name());
        names.add(name);
        ask(server, name, now);
      }
    }
    health.keep(names);
  }

  private void ask(Member member, String name, Instant now) {
    Instant seen = health.lastSeen(name);
    boolean due = seen == null || !seen.isAfter(now.minus(INTERVAL));
    if (due && underWay.add(name)) {
      threads.execute(
          () -> {
            try {
              probe(member, name, now);
            } finally {
              underWay.remove(name);
            }
          });
    }
  }

  private void probe(Member member, String name, Instant now) {
    Duration time = member.timeout().compareTo(LONGEST) < 0 ? member.timeout() : LONGEST;
    QueryContext context =
        new QueryContext(Deadline.after(time), QueryBudget.unlimited(), new Cancellation());
    long start = System.nanoTime();
    StoreOutcome outcome;
    try {
      var answer =
          member
              .store()
              .labelNames(
                  new LabelNamesRequest(
                      now.minus(WINDOW).toEpochMilli(), now.toEpochMilli(), List.of(), 1),
                  context);
      var missing = answer.completeness().warnings();
      outcome =
          missing.isEmpty()
              ? StoreOutcome.whole(name, StoreStats.ZERO)
              : StoreOutcome.partial(name, String.join("; ", missing), StoreStats.ZERO);
    } catch (StoreException e) {
      outcome = StoreOutcome.failed(name, String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      outcome = StoreOutcome.failed(name, "the probe failed unexpectedly: " + e);
    }
    health.ended("probe", outcome, System.nanoTime() - start);
  }
}
