package io.promontory.frontend.federation.health;

import io.promontory.frontend.federation.CallObserver;
import io.promontory.frontend.federation.FederatedStore;
import io.promontory.frontend.federation.Member;
import io.promontory.series.store.StoreOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Notes how the calls to each store go. Safe for concurrent use; never waits. */
public final class StoreHealth implements CallObserver {
  private final InstantSource clock;
  private final Map<String, Note> notes = new ConcurrentHashMap<>();

  public StoreHealth(InstantSource clock) {
    this.clock = clock;
  }

  private static final class Note {
    private @Nullable Instant at;
    private @Nullable String error;
    private @Nullable Duration latency;
    private int inFlight;
    private final Latest latest = new Latest();

    private synchronized void ended(Instant now, @Nullable String failure, long nanos) {
      at = now;
      error = failure;
      latency = Duration.ofNanos(nanos);
      latest.add(now, nanos, failure);
    }

    private synchronized void count(int change) {
      inFlight += change;
    }

    private synchronized @Nullable Instant at() {
      return at;
    }

    private synchronized int inFlight() {
      return inFlight;
    }

    private synchronized StoreStatus.Seen seen() {
      return new StoreStatus.Seen(
          at,
          error,
          latency,
          latest.percentile(50),
          latest.percentile(99),
          latest.failures(),
          inFlight);
    }
  }

  private Note note(String store) {
    return notes.computeIfAbsent(store, name -> new Note());
  }

  @Override
  public void ended(String call, StoreOutcome outcome, long nanos) {
    if (outcome.status() != StoreOutcome.Status.NOT_ASKED) {
      note(outcome.store())
          .ended(clock.instant(), outcome.isHarmless() ? null : outcome.reason(), nanos);
    }
  }

  @Override
  public Runnable began(String member) {
    Note note = note(member);
    note.count(1);
    return () -> note.count(-1);
  }

  private List<StoreStatus.Server> servers(Member member) {
    String store = member.store().info().name();
    return member.servers().get().stream()
        .map(server -> server.store().info().name())
        .map(name -> new StoreStatus.Server(name, note(server(store, name)).seen()))
        .toList();
  }

  /** What one of the servers of a store is noted as. */
  static String server(String store, String name) {
    return store + "\n" + name;
  }

  /** When the store was last asked, or null. */
  @Nullable Instant lastSeen(String store) {
    return note(store).at();
  }

  /** All stores of a federation. Others are forgotten, unless calls to them are under way. */
  public List<StoreStatus> of(FederatedStore stores) {
    List<StoreStatus> all =
        stores.members().stream()
            .map(
                member ->
                    new StoreStatus(
                        member.type(),
                        member.addresses(),
                        member.required(),
                        member.timeout(),
                        member.store().info(),
                        member.store().evaluator(),
                        note(member.store().info().name()).seen(),
                        servers(member)))
            .toList();
    Set<String> names = new HashSet<>();
    for (StoreStatus status : all) {
      String store = status.info().name();
      names.add(store);
      status.servers().forEach(server -> names.add(server(store, server.name())));
    }
    keep(names);
    return all;
  }

  /** Forgets all others, unless calls to them are under way. */
  void keep(Set<String> names) {
    notes.entrySet().removeIf(e -> !names.contains(e.getKey()) && e.getValue().inFlight() == 0);
  }
}
