package io.promontory.frontend.discovery;

import io.promontory.series.labels.Labels;
import io.promontory.series.relabel.Relabeling;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the targets of a store known: reads each source at its interval, a tenth more or less so
 * that not all are read at once, and relabels what it gives. A source that fails keeps the targets
 * it gave last. Nobody waits for the first reading but who asks the store.
 */
public final class Discovery implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Discovery.class);

  private final String store;
  private final List<TargetSource> sources;
  private final Labels defaults;
  private final Relabeling rules;
  private final DiscoveryListener listener;
  private final Consumer<Discovered> found;
  private final ScheduledThreadPoolExecutor scheduler;
  private final AtomicBoolean started = new AtomicBoolean();
  private final @Nullable Targets[] last;
  private final @Nullable String[] problems;

  /**
   * @param defaults labels of every target that lacks them, such as {@code __scheme__}
   * @param rules for the targets' labels
   * @param found told after each reading, by one thread at a time
   */
  public Discovery(
      String store,
      List<? extends TargetSource> sources,
      Labels defaults,
      Relabeling rules,
      DiscoveryListener listener,
      Consumer<Discovered> found) {
    this.store = store;
    this.sources = List.copyOf(sources);
    this.defaults = defaults;
    this.rules = rules;
    this.listener = listener;
    this.found = found;
    this.last = new Targets[sources.size()];
    this.problems = new String[sources.size()];
    this.scheduler =
        new ScheduledThreadPoolExecutor(
            sources.size(), Thread.ofVirtual().name("discovery-" + store + "-", 0).factory());
  }

  /** Begins to read. */
  public void start() {
    started.set(true);
    listener.opened(store);
    for (int i = 0; i < sources.size(); i++) {
      schedule(i, Duration.ZERO);
    }
  }

  private void schedule(int source, Duration in) {
    if (!scheduler.isShutdown()) {
      Future<?> unused =
          scheduler.schedule(() -> read(source), in.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void read(int at) {
    TargetSource source = sources.get(at);
    Targets read = null;
    String problem;
    try {
      read = source.read();
      problem = read.problem();
    } catch (DiscoveryException e) {
      problem = String.valueOf(e.getMessage());
    } catch (RuntimeException | Error e) {
      problem = "reading it failed unexpectedly: " + e;
    }
    if (scheduler.isShutdown()) {
      return;
    }
    try {
      heard(at, read, problem);
    } catch (RuntimeException | Error e) {
      unusable(source, e);
    } finally {
      double share = 0.9 + ThreadLocalRandom.current().nextDouble(0.2);
      schedule(at, Duration.ofMillis((long) (source.interval().toMillis() * share)));
    }
  }

  /** Whatever it was, the source is read again: nobody else would begin it anew. */
  private void unusable(TargetSource source, Throwable failure) {
    listener.failed(store, source.kind());
    LOG.atError()
        .addKeyValue("store", store)
        .addKeyValue("source", source.kind())
        .setCause(failure)
        .log("targets were found and could not be taken; they are tried again");
  }

  private synchronized void heard(int at, @Nullable Targets read, @Nullable String problem) {
    String kind = sources.get(at).kind();
    if (problem != null) {
      listener.failed(store, kind);
      if (!problem.equals(problems[at])) {
        LOG.atWarn()
            .addKeyValue("store", store)
            .addKeyValue("source", kind)
            .addKeyValue("problem", problem)
            .log("targets were not found; those known before are kept");
      }
    }
    problems[at] = problem;
    if (read != null) {
      last[at] = read;
    }
    Discovered now = now();
    listener.found(store, now.targets().size());
    found.accept(now);
  }

  private Discovered now() {
    Set<Target> targets = new LinkedHashSet<>();
    Set<Target> dropped = new LinkedHashSet<>();
    List<String> missing = new ArrayList<>();
    List<String> stale = new ArrayList<>();
    boolean isBeingRead = false;
    for (int i = 0; i < last.length; i++) {
      Targets known = last[i];
      String problem = problems[i];
      if (known == null || !known.known()) {
        isBeingRead |= problem == null;
        missing.add(problem == null ? sources.get(i).kind() + ": not read yet" : problem);
      } else if (problem != null) {
        stale.add(problem);
      }
      if (known == null) {
        continue;
      }
      for (Target target : known.targets()) {
        Labels before = withDefaults(target.labels());
        Labels labels = rules.apply(before);
        if (labels == null) {
          dropped.add(new Target(before));
        } else if (labels.has(Target.ADDRESS)) {
          targets.add(new Target(labels).withoutMeta());
        }
      }
    }
    return new Discovered(List.copyOf(targets), List.copyOf(dropped), missing, stale, isBeingRead);
  }

  private Labels withDefaults(Labels labels) {
    Labels all = labels;
    for (int i = 0; i < defaults.size(); i++) {
      if (!all.has(defaults.name(i))) {
        all = all.with(defaults.name(i), defaults.value(i));
      }
    }
    return all;
  }

  /** Runs something once no answer that began before can still need what it ends. */
  public void later(Duration delay, Runnable action) {
    if (!scheduler.isShutdown()) {
      Future<?> unused = scheduler.schedule(action, delay.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
    sources.forEach(TargetSource::close);
    if (started.getAndSet(false)) {
      listener.closed(store);
    }
  }
}
