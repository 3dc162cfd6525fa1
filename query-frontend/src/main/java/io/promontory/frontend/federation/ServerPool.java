package io.promontory.frontend.federation;

import io.promontory.frontend.discovery.Target;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.Store;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The servers of a store, kept open as long as they are targets. Targets that have the same shard
 * hold the same data: they are replicas. One that is gone is closed once no answer can need it.
 */
final class ServerPool implements AutoCloseable {
  private final boolean required;
  private final Duration timeout;
  private final Function<Target, String> shardOf;
  private final Servers servers;
  private final Map<Target, Store> open = new HashMap<>();
  private final ScheduledThreadPoolExecutor closer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("gone-servers").factory());
  private final Set<Runnable> waiting = ConcurrentHashMap.newKeySet();
  private @Nullable FederatedStore current;
  private boolean usable = true;

  /** Opens stores of targets. */
  interface Servers {
    /** The server, under its own address as name where it is one of several replicas. */
    Store open(Target target);

    /** The store of replicas, or of a single server, that hold one shard. */
    Store shard(List<Store> replicas);
  }

  ServerPool(
      boolean required, Duration timeout, Function<Target, String> shardOf, Servers servers) {
    this.required = required;
    this.timeout = timeout;
    this.shardOf = shardOf;
    this.servers = servers;
  }

  /**
   * The store of these targets; the one before it is closed after a while. A target that cannot be
   * used fails for itself, and is tried again the next time.
   */
  synchronized FederatedStore of(List<Target> targets) {
    Map<String, List<Store>> shards = new LinkedHashMap<>();
    usable = true;
    for (Target target : targets) {
      Store server = server(target);
      shards
          .computeIfAbsent(shardOf.apply(target), any -> new ArrayList<>())
          .add(new ForwardingStore(() -> server, () -> {}));
    }
    List<Member> members = new ArrayList<>();
    shards
        .values()
        .forEach(replicas -> members.add(new Member(servers.shard(replicas), required, timeout)));
    FederatedStore next = new FederatedStore(members, CallObserver.NONE);
    FederatedStore before = current;
    List<Store> gone = new ArrayList<>();
    open.entrySet()
        .removeIf(
            server -> {
              boolean isGone = !targets.contains(server.getKey());
              if (isGone) {
                gone.add(server.getValue());
              }
              return isGone;
            });
    current = next;
    closeLater(
        () -> {
          if (before != null) {
            before.close();
          }
          gone.forEach(Store::close);
        });
    return next;
  }

  private Store server(Target target) {
    try {
      return open.computeIfAbsent(target, servers::open);
    } catch (RuntimeException e) {
      usable = false;
      return new UnusableServer(
          target,
          e instanceof IllegalArgumentException ? String.valueOf(e.getMessage()) : e.toString());
    }
  }

  /** Whether all targets of now could be used. */
  synchronized boolean isUsable() {
    return usable;
  }

  private void closeLater(Runnable closing) {
    waiting.add(closing);
    if (!closer.isShutdown()) {
      Future<?> unused =
          closer.schedule(
              () -> {
                if (waiting.remove(closing)) {
                  closing.run();
                }
              },
              timeout.toMillis() + 1_000,
              TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public synchronized void close() {
    closer.shutdownNow();
    waiting.forEach(Runnable::run);
    waiting.clear();
    if (current != null) {
      current.close();
    }
    open.values().forEach(Store::close);
  }
}
