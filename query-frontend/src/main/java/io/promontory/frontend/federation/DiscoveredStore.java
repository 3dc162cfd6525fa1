package io.promontory.frontend.federation;

import io.promontory.frontend.discovery.Discovered;
import io.promontory.frontend.discovery.Target;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.TargetMetadata;
import io.promontory.series.store.TargetMetadataRequest;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A store whose servers are discovered: several shards, each of one or several servers. While it
 * has no targets, or may lack some, every call fails and says why; the first calls wait for what is
 * being discovered.
 */
final class DiscoveredStore implements Store, ServerGroup {
  private final String name;
  private final ServerPool pool;
  private final CountDownLatch first = new CountDownLatch(1);
  private volatile @Nullable FederatedStore shards;
  private volatile String problem = "not discovered yet";
  private List<Target> targets = List.of();
  private volatile List<String> notes = List.of();
  private volatile @Nullable AutoCloseable discovery;

  /**
   * @param pool makes stores of targets; closed with this store
   */
  DiscoveredStore(String name, ServerPool pool) {
    this.name = name;
    this.pool = pool;
  }

  /** What keeps the targets known, closed with this store. */
  void runBy(AutoCloseable running) {
    discovery = running;
  }

  /** Takes what was found, in place of what was known. */
  void found(Discovered found) {
    notes = found.stale().stream().map(text -> "targets as last known: " + text).toList();
    boolean isAsBefore =
        shards != null
            && pool.isUsable()
            && found.missing().isEmpty()
            && found.targets().equals(targets);
    if (isAsBefore) {
      return;
    }
    FederatedStore next = null;
    String reason = "";
    if (!found.missing().isEmpty()) {
      reason = String.join("; ", found.missing());
    } else if (found.targets().isEmpty()) {
      reason = found.stale().isEmpty() ? "discovery found none" : String.join("; ", found.stale());
    } else {
      next = pool.of(found.targets());
    }
    targets = found.targets();
    problem = reason;
    shards = next;
    if (!found.isBeingRead()) {
      first.countDown();
    }
  }

  private FederatedStore shards(QueryContext context) {
    context.checkAlive(name);
    FederatedStore known = shards;
    if (known == null) {
      await(context);
      known = shards;
    }
    if (known == null) {
      throw new StoreException(name, StoreException.Kind.UNAVAILABLE, "no targets: " + problem);
    }
    return known;
  }

  private void await(QueryContext context) {
    try (var unused = context.cancellation().onCancel(Thread.currentThread()::interrupt)) {
      // Half of the time is left to say what is wrong.
      boolean read =
          first.await(context.deadline().remaining().toNanos() / 2, TimeUnit.NANOSECONDS);
      if (!read) {
        context.checkAlive(name);
      }
    } catch (InterruptedException e) {
      if (!context.cancellation().isCanceled()) {
        Thread.currentThread().interrupt();
      }
      throw new StoreException(name, StoreException.Kind.CANCELED, "the call was canceled", e);
    }
  }

  @Override
  public List<Member> servers() {
    FederatedStore known = shards;
    return known == null
        ? List.of()
        : known.members().stream().flatMap(DiscoveredStore::serversOf).toList();
  }

  private static Stream<Member> serversOf(Member shard) {
    return shard.store() instanceof ServerGroup group ? group.servers().stream() : Stream.of(shard);
  }

  /** That of the shards; nothing is ruled out while there are none. */
  @Override
  public StoreInfo info() {
    FederatedStore known = shards;
    if (known == null) {
      return new StoreInfo(
          name,
          List.of(),
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          Set.of(Capability.METADATA, Capability.WITHOUT_REPLICA_LABELS, Capability.HISTOGRAMS));
    }
    StoreInfo info = known.info();
    boolean bare = known.members().stream().anyMatch(m -> m.store().info().labelSets().isEmpty());
    List<Labels> sets = bare ? List.of() : info.labelSets();
    return new StoreInfo(name, sets, info.minTime(), info.maxTime(), info.capabilities());
  }

  @Override
  public String evaluator() {
    FederatedStore known = shards;
    return known == null ? "" : known.evaluator();
  }

  private Completeness told(Completeness shards) {
    List<StoreOutcome> outcomes = new ArrayList<>();
    for (StoreOutcome outcome : shards.perStore().outcomes()) {
      List<String> all = new ArrayList<>(outcome.notes());
      all.addAll(notes);
      outcomes.add(notes.isEmpty() ? outcome : outcome.withNotes(all));
    }
    return new Completeness(outcomes);
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    SeriesSet set = shards(context).select(request, context);
    return new SeriesSet() {
      @Override
      public @Nullable Series next() {
        return set.next();
      }

      @Override
      public Completeness completeness() {
        return told(set.completeness());
      }

      @Override
      public void close() {
        set.close();
      }
    };
  }

  /** None while the targets are not those of now. */
  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    FederatedStore known = shards;
    return known == null || !notes.isEmpty() ? List.of() : known.parts(request, context);
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    LabelsResult names = shards(context).labelNames(request, context);
    return new LabelsResult(names.values(), told(names.completeness()));
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    LabelsResult values = shards(context).labelValues(request, context);
    return new LabelsResult(values.values(), told(values.completeness()));
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    Listed<MetricMetadata> all = shards(context).metadata(request, context);
    return new Listed<>(all.values(), told(all.completeness()));
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    Listed<SeriesExemplars> all = shards(context).exemplars(request, context);
    return new Listed<>(all.values(), told(all.completeness()));
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    Targets all = shards(context).targets(request, context);
    return all.withCompleteness(told(all.completeness()));
  }

  @Override
  public Listed<TargetMetadata> targetMetadata(
      TargetMetadataRequest request, QueryContext context) {
    Listed<TargetMetadata> all = shards(context).targetMetadata(request, context);
    return new Listed<>(all.values(), told(all.completeness()));
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    Listed<RuleGroup> all = shards(context).rules(request, context);
    return new Listed<>(all.values(), told(all.completeness()));
  }

  @Override
  public void close() {
    AutoCloseable running = discovery;
    if (running != null) {
      try {
        running.close();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }
    pool.close();
  }
}
