package io.promontory.frontend.federation;

import io.promontory.frontend.federation.steady.Steady;
import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.replica.ReplicaMargin;
import io.promontory.series.store.Capability;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.Deadline;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.QueryScope;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesMerge;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.TargetMetadata;
import io.promontory.series.store.TargetMetadataRequest;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Several endpoints that hold the same data, say the servers of a highly available pair, as one
 * store. All are asked at once; equal series become replicas named after the endpoints, so that a
 * hole of one is filled from another. The answer is whole where one endpoint answered wholly: that
 * others failed is a note. Names and values are those that any endpoint gave: what was scraped
 * while one of them was down only another knows. Metadata is the same everywhere, so one endpoint
 * is asked, and a second one where that is slower than usual ({@link Hedge}); names and values too,
 * for who says that one answer is enough.
 *
 * <p>An endpoint has nine tenths of the time that the store has, so that one that hangs does not
 * take the others' answers with it.
 */
public final class ReplicaGroup implements Store, ServerGroup {
  private static final long ENDPOINT_TENTHS = 9;

  private final String name;
  private final List<Member> endpoints;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Calls calls = new Calls(threads, CallObserver.NONE);
  private final SideCalls side;
  private final Hedge hedge;
  private final boolean labelsOfOne;

  /**
   * @param endpoints at least one, each of a name of its own; closed with the group
   * @param timeout longest time for an answer of one of them
   * @param labelsOfOne whether one endpoint's names and values of labels are enough
   * @param steady told of second calls
   */
  public ReplicaGroup(
      String name,
      List<? extends Store> endpoints,
      Duration timeout,
      boolean labelsOfOne,
      Steady steady) {
    this.name = name;
    this.labelsOfOne = labelsOfOne;
    this.side = new SideCalls(name, calls, Parts.HANDED_ON);
    this.endpoints =
        endpoints.stream().map(endpoint -> new Member(endpoint, false, timeout)).toList();
    this.hedge =
        new Hedge(
            this.endpoints, threads, () -> steady.listener().hedged(name), steady.nanoClock());
  }

  @Override
  public List<Member> servers() {
    return endpoints;
  }

  @Override
  public StoreInfo info() {
    Set<Labels> labelSets = new LinkedHashSet<>();
    Set<Capability> some = EnumSet.noneOf(Capability.class);
    Set<Capability> all = EnumSet.allOf(Capability.class);
    boolean bare = false;
    long minTime = Long.MAX_VALUE;
    long maxTime = Long.MIN_VALUE;
    for (Member endpoint : endpoints) {
      StoreInfo info = endpoint.store().info();
      labelSets.addAll(info.labelSets());
      bare |= info.labelSets().isEmpty();
      minTime = Math.min(minTime, info.minTime());
      maxTime = Math.max(maxTime, info.maxTime());
      some.addAll(info.capabilities());
      all.retainAll(info.capabilities());
    }
    // What changes an answer must be done by all; the others only add to one.
    if (!all.contains(Capability.SHARDING)) {
      some.remove(Capability.SHARDING);
    }
    if (!all.contains(Capability.WITHOUT_REPLICA_LABELS)) {
      some.remove(Capability.WITHOUT_REPLICA_LABELS);
    }
    return new StoreInfo(name, bare ? List.of() : List.copyOf(labelSets), minTime, maxTime, some);
  }

  private static QueryContext part(QueryContext context) {
    Deadline deadline = context.deadline();
    return deadline == Deadline.NEVER
        ? context
        : context.withDeadline(
            deadline.atMost(deadline.remaining().multipliedBy(ENDPOINT_TENTHS).dividedBy(10)));
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    context.checkAlive(name);
    QueryContext part = part(context);
    SelectRequest asked = endpoints.size() > 1 ? ReplicaMargin.before(request) : request;
    Siblings siblings = new Siblings();
    List<SeriesMerge.Source> sources = new ArrayList<>();
    for (Member endpoint : endpoints) {
      QueryContext own = part.withDeadline(part.deadline().atMost(endpoint.timeout()));
      MemberSet set = new MemberSet(endpoint, asked, own, CallObserver.NONE, Parts.HANDED_ON);
      PumpedSet pump = new PumpedSet(set, part, siblings);
      pump.start(threads);
      sources.add(new SeriesMerge.Source(endpoint.name(), pump));
    }
    return new GroupSet(name, sources, part);
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return union(
        request.limit(), context, (endpoint, own) -> endpoint.store().labelNames(request, own));
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return union(
        request.limit(), context, (endpoint, own) -> endpoint.store().labelValues(request, own));
  }

  private LabelsResult union(
      int limit, QueryContext context, BiFunction<Member, QueryContext, LabelsResult> question) {
    context.checkAlive(name);
    QueryContext part = part(context);
    Function<LabelsResult, List<StoreOutcome>> outcomes =
        result -> result.completeness().outcomes();
    TreeSet<String> values = new TreeSet<>(Utf8Order.INSTANCE);
    StoreOutcome outcome =
        taken(
            labelsOfOne
                ? hedge.ask(part, question, outcomes)
                : calls.ask("replica", endpoints, part, question, outcomes, Parts.HANDED_ON),
            part,
            result -> values.addAll(result.values()));
    return new LabelsResult(
        values.stream().limit(limit > 0 ? limit : Long.MAX_VALUE).toList(),
        Completeness.of(outcome));
  }

  private <T> StoreOutcome taken(
      List<Calls.Answer<T>> answers, QueryContext part, Consumer<T> use) {
    List<StoreOutcome> all = new ArrayList<>();
    for (Calls.Answer<T> answer : answers) {
      all.addAll(answer.outcomes());
      answer.value().forEach(use);
    }
    return GroupOutcome.checked(name, new Completeness(all), part);
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    context.checkAlive(name);
    QueryContext part = part(context);
    List<List<MetricMetadata>> answers = new ArrayList<>();
    StoreOutcome outcome =
        taken(
            hedge.ask(
                part,
                (endpoint, own) -> endpoint.store().metadata(request, own),
                found -> found.completeness().outcomes()),
            part,
            found -> answers.add(found.values()));
    return new Listed<>(MetadataUnion.of(answers, request), Completeness.of(outcome));
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    QueryContext part = asGroup(context);
    Listed<SeriesExemplars> all = side.exemplars(endpoints, request, part);
    return new Listed<>(all.values(), checked(all.completeness(), part));
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    QueryContext part = asGroup(context);
    Targets all = side.targets(endpoints, request, part);
    return all.withCompleteness(checked(all.completeness(), part));
  }

  @Override
  public Listed<TargetMetadata> targetMetadata(
      TargetMetadataRequest request, QueryContext context) {
    QueryContext part = asGroup(context);
    Listed<TargetMetadata> all = side.targetMetadata(endpoints, request, part);
    return new Listed<>(all.values(), checked(all.completeness(), part));
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    QueryContext part = asGroup(context);
    Listed<RuleGroup> all = side.rules(endpoints, request, part);
    return new Listed<>(all.values(), checked(all.completeness(), part));
  }

  /** Which stores are meant and what may be missing is decided of the group as a whole. */
  private static QueryContext asGroup(QueryContext context) {
    QueryScope scope = context.scope();
    return part(
        context.withScope(new QueryScope(null, scope.dedup(), scope.replicaLabels(), List.of())));
  }

  private Completeness checked(Completeness told, QueryContext part) {
    return Completeness.of(GroupOutcome.checked(name, told, part));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    endpoints.forEach(endpoint -> endpoint.store().close());
  }
}
