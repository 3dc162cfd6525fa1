package io.promontory.frontend.federation.view;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.replica.ReplicaMargin;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.ExemplarUnion;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.ForwardingStore;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesMerge;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Shard;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.StoreStats;
import io.promontory.series.store.TargetMetadata;
import io.promontory.series.store.TargetMetadataRequest;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A store without the labels that tell replicas of the same data apart. Series that differ in these
 * alone become one series of several replicas, each named after the values of its labels.
 *
 * <p>Matchers on such a label choose among the replicas before it goes. Which labels they are may
 * come with the request ({@link QueryScope#replicaLabels}); with {@link QueryScope#dedup} off, all
 * labels are shown as they are.
 */
public final class ReplicaLabels extends ForwardingStore {
  private final Store store;
  private final List<String> configured;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /**
   * @param store closed with this one
   * @param configured names of the labels where a request says nothing else; may be empty
   */
  public ReplicaLabels(Store store, List<String> configured) {
    super(store);
    this.store = store;
    this.configured = List.copyOf(configured);
  }

  /** That of the store: a replica is found by its labels. */
  @Override
  public StoreInfo info() {
    StoreInfo info = store.info();
    Set<Capability> capabilities = EnumSet.of(Capability.WITHOUT_REPLICA_LABELS);
    capabilities.addAll(info.capabilities());
    return new StoreInfo(
        info.name(), info.labelSets(), info.minTime(), info.maxTime(), capabilities);
  }

  private List<String> dropped(QueryScope scope) {
    List<String> asked = scope.replicaLabels();
    if (!scope.dedup()) {
      return List.of();
    }
    return asked == null ? configured : asked;
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    Set<String> all = new LinkedHashSet<>(dropped(context.scope()));
    all.addAll(request.withoutReplicaLabels());
    if (all.isEmpty()) {
      return store.select(request, context);
    }
    List<String> labels = List.copyOf(all);
    StoreInfo info = store.info();
    List<ReplicaSlice> slices = ReplicaSlice.of(info, labels, request.matchers());
    if (slices.isEmpty()) {
      return SeriesSet.of(
          List.of(), Completeness.of(StoreOutcome.whole(info.name(), StoreStats.ZERO)));
    }
    boolean ahead = slices.size() > 1 && !store.answersAtOnce();
    boolean several = slices.size() > 1 || !slices.getFirst().sorted();
    SelectRequest read = several ? ReplicaMargin.before(request) : request;
    List<SeriesMerge.Source> sources = new ArrayList<>();
    for (ReplicaSlice slice : slices) {
      boolean sorted =
          slice.sorted()
              && (slice.carried().isEmpty() || info.can(Capability.WITHOUT_REPLICA_LABELS));
      boolean mayCarry = sorted && info.can(Capability.UNTOLD_LABELS);
      SelectRequest own =
          narrowed(read, slice, sorted, mayCarry ? labels : slice.carried(), labels);
      SeriesSet asked =
          ahead
              ? new AskedAhead(info.name(), () -> store.select(own, context), threads)
              : new AskedLate(() -> store.select(own, context));
      sources.add(
          new SeriesMerge.Source(
              info.name(),
              sorted
                  ? new MappedSet(asked, series -> series.underReplica(slice.name()))
                  : new SortedInMemory(
                      asked, series -> withoutLabels(series, labels), request.limit(), context)));
    }
    return new OneOutcomeSet(SeriesMerge.ofParts(sources));
  }

  @Override
  public Set<String> droppedLabels(QueryContext context) {
    Set<String> all = new HashSet<>(dropped(context.scope()));
    all.addAll(store.droppedLabels(context));
    return all;
  }

  private static SelectRequest narrowed(
      SelectRequest request,
      ReplicaSlice slice,
      boolean sorted,
      List<String> carried,
      List<String> labels) {
    Shard shard = request.shard();
    List<Matcher> matchers = new ArrayList<>(request.matchers());
    matchers.addAll(slice.matchers());
    return new SelectRequest(
        request.minTime(),
        request.maxTime(),
        matchers,
        request.hints(),
        request.skipChunks(),
        sorted ? request.limit() : 0,
        sorted ? carried : List.of(),
        shard == null || sorted ? shard : shard.unseen(labels));
  }

  private static Series withoutLabels(Series series, List<String> labels) {
    Labels own = series.labels();
    String name = ReplicaSlice.name(labels.stream().map(own::getOrEmpty).toList());
    return series.withLabels(own.without(labels)).underReplica(name);
  }

  /** Those of the store where no label goes: what goes, goes below any evaluation. */
  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return dropped(context.scope()).isEmpty() && request.withoutReplicaLabels().isEmpty()
        ? store.parts(request, context)
        : List.of();
  }

  @Override
  public String evaluator() {
    return configured.isEmpty() ? store.evaluator() : "";
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    List<String> labels = dropped(context.scope());
    int limit = request.limit();
    if (labels.isEmpty()) {
      return store.labelNames(request, context);
    }
    LabelsResult all =
        store.labelNames(
            new LabelNamesRequest(
                request.minTime(),
                request.maxTime(),
                request.matchers(),
                limit > 0 ? limit + labels.size() : 0),
            context);
    return new LabelsResult(
        all.values().stream()
            .filter(name -> !labels.contains(name))
            .limit(limit > 0 ? limit : Long.MAX_VALUE)
            .toList(),
        all.completeness());
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return dropped(context.scope()).contains(request.label())
        ? new LabelsResult(
            List.of(), Completeness.of(StoreOutcome.whole(store.info().name(), StoreStats.ZERO)))
        : store.labelValues(request, context);
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    List<String> labels = dropped(context.scope());
    Listed<SeriesExemplars> all = store.exemplars(request, context);
    ExemplarUnion united = new ExemplarUnion();
    all.values().forEach(one -> united.add(one.labels().without(labels), one.exemplars()));
    return new Listed<>(united.result(), all.completeness());
  }

  /** Who asked for targets merges those that became equal. */
  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    List<String> labels = dropped(context.scope());
    return store.targets(request, context).relabelled(own -> own.without(labels));
  }

  /** As with targets; matchers choose before labels go. */
  @Override
  public Listed<TargetMetadata> targetMetadata(
      TargetMetadataRequest request, QueryContext context) {
    List<String> labels = dropped(context.scope());
    Listed<TargetMetadata> all = store.targetMetadata(request, context);
    return new Listed<>(
        all.values().stream()
            .map(one -> new TargetMetadata(one.target().without(labels), one.metadata()))
            .toList(),
        all.completeness());
  }

  /** As with targets. */
  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    List<String> labels = dropped(context.scope());
    Listed<RuleGroup> all = store.rules(request, context);
    return new Listed<>(
        all.values().stream().map(group -> group.relabelled(own -> own.without(labels))).toList(),
        all.completeness());
  }

  @Override
  public void close() {
    threads.shutdownNow();
    super.close();
  }
}
