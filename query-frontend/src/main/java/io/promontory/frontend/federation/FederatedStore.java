package io.promontory.frontend.federation;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.replica.MergedStore;
import io.promontory.series.replica.ReplicaMargin;
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
import io.promontory.series.store.ReadEstimate;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesMerge;
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
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * Many stores as one. Each store that can hold matching data is asked once, all at the same time;
 * series with equal labels become one with several replicas. The answer lists every store, also
 * those not asked.
 */
public final class FederatedStore implements Store {
  private static final String NAME = "promontory";

  /** What all of them can as soon as one of them can. */
  private static final Set<Capability> SOME =
      EnumSet.of(
          Capability.HISTOGRAMS,
          Capability.EXEMPLARS,
          Capability.TARGETS,
          Capability.RULES,
          Capability.UNTOLD_LABELS,
          Capability.NO_STALE_MARKERS);

  private final List<Member> members;
  private final CallObserver observer;
  private final ExecutorService threads;
  private final Calls calls;
  private final Parts parts;
  private final SideCalls side;

  /** Where a required store answers only in part, the federation fails. */
  public FederatedStore(List<Member> members, CallObserver observer) {
    this(members, observer, Executors.newVirtualThreadPerTaskExecutor(), Parts.REFUSED);
  }

  private FederatedStore(
      List<Member> members, CallObserver observer, ExecutorService threads, Parts parts) {
    this.members = List.copyOf(members);
    this.observer = observer;
    this.threads = threads;
    this.calls = new Calls(threads, observer);
    this.parts = parts;
    this.side = new SideCalls(NAME, calls, parts);
  }

  /**
   * The same stores for who judges itself what a part is worth, such as the federation of another
   * process: where a required store answers only in part, that part is handed on with what is told
   * of it. Its series have one replica each. To be used until this one is closed.
   */
  public Store handingOn() {
    return new MergedStore(new FederatedStore(members, observer, threads, Parts.HANDED_ON));
  }

  /** The stores of the federation. */
  public List<Member> members() {
    return members;
  }

  @Override
  public StoreInfo info() {
    List<Labels> labelSets = new ArrayList<>();
    Set<Capability> capabilities =
        EnumSet.of(Capability.METADATA, Capability.WITHOUT_REPLICA_LABELS);
    long minTime = Long.MAX_VALUE;
    long maxTime = Long.MIN_VALUE;
    boolean bounded = true;
    for (Member member : members) {
      StoreInfo info = member.store().info();
      bounded &= !info.labelSets().isEmpty();
      labelSets.addAll(info.labelSets());
      minTime = Math.min(minTime, info.minTime());
      maxTime = Math.max(maxTime, info.maxTime());
      if (!info.can(Capability.WITHOUT_REPLICA_LABELS)) {
        capabilities.remove(Capability.WITHOUT_REPLICA_LABELS);
      }
      for (Capability some : SOME) {
        if (info.can(some)) {
          capabilities.add(some);
        }
      }
    }
    return members.isEmpty()
        ? new StoreInfo(NAME, List.of(), Long.MIN_VALUE, Long.MAX_VALUE, capabilities)
        : new StoreInfo(
            NAME,
            // A store without external labels may hold anything, whatever the others have.
            bounded ? labelSets.stream().distinct().toList() : List.of(),
            minTime,
            maxTime,
            capabilities);
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    context.checkAlive(NAME);
    if (request.shard() != null) {
      throw unsupported("a shard of the series");
    }
    if (!request.withoutReplicaLabels().isEmpty()
        && !info().can(Capability.WITHOUT_REPLICA_LABELS)) {
      throw unsupported("series without replica labels");
    }
    SelectRequest wide = wide(request);
    StoreChoice asked = choose(wide, context);
    SelectRequest read = asked.members().size() > 1 ? wide : request;
    List<MemberSet> sets = new ArrayList<>();
    for (Member member : asked.members()) {
      QueryContext own = context.withDeadline(context.deadline().atMost(member.timeout()));
      sets.add(new MemberSet(member, read, own, observer, parts));
    }
    try {
      return sets.size() == 1
          ? opened(sets.getFirst(), asked.notAsked())
          : sideBySide(sets, asked.notAsked(), context);
    } catch (RuntimeException e) {
      // Whoever asked has nothing to close.
      sets.forEach(MemberSet::close);
      throw e;
    }
  }

  private static SeriesSet opened(MemberSet set, List<StoreOutcome> beside) {
    set.open();
    return new NotedSet(set, beside);
  }

  /**
   * Reads stores at the same time. Those that answer at once are looked at first: where one has no
   * such series, as the results of rules seldom have, the others are read as if it were not there.
   */
  private SeriesSet sideBySide(
      List<MemberSet> sets, List<StoreOutcome> notAsked, QueryContext context) {
    List<StoreOutcome> beside = new ArrayList<>();
    List<MemberSet> left = new ArrayList<>();
    for (MemberSet set : sets) {
      if (set.member().store().answersAtOnce() && set.isEmpty()) {
        beside.addAll(set.completeness().outcomes());
        set.close();
      } else {
        left.add(set);
      }
    }
    beside.addAll(notAsked);
    return left.size() == 1
        ? opened(left.getFirst(), beside)
        : new NotedSet(merged(left, context), beside);
  }

  private SeriesSet merged(List<MemberSet> sets, QueryContext context) {
    List<SeriesMerge.Source> pumped = new ArrayList<>();
    Siblings siblings = new Siblings();
    boolean areNamed =
        sets.stream().map(set -> set.member().name()).distinct().count() == sets.size();
    for (MemberSet set : sets) {
      PumpedSet pump = new PumpedSet(set, context, siblings);
      pump.start(threads);
      pumped.add(new SeriesMerge.Source(source(set.member(), areNamed), pump));
    }
    return SeriesMerge.ofStores(pumped);
  }

  /**
   * Replicas of one name are parts of one. Shards of a store, which have its name, are not: each
   * server scrapes at times of its own.
   */
  private static String source(Member member, boolean isNamed) {
    return isNamed || !(member.store() instanceof ServerGroup group)
        ? member.name()
        : member.name()
            + "/"
            + group.servers().stream().map(Member::name).collect(Collectors.joining(","));
  }

  /** Those of any store: which of them a series comes from its labels do not tell. */
  @Override
  public Set<String> droppedLabels(QueryContext context) {
    Set<String> dropped = new HashSet<>();
    members.forEach(member -> dropped.addAll(member.store().droppedLabels(context)));
    return dropped;
  }

  /** Those of the stores that {@link #select} would ask, where each has some. */
  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    boolean ofAll = request.shard() == null && request.withoutReplicaLabels().isEmpty();
    return ofAll
        ? MemberParts.of(choose(wide(request), context), request, context, calls, parts)
        : List.of();
  }

  @Override
  public List<ReadEstimate> estimate(SelectRequest request, QueryContext context) {
    return Estimates.of(choose(wide(request), context), members, request, context);
  }

  /** Those of the stores, each once. */
  @Override
  public String evaluator() {
    return members.stream()
        .map(member -> member.store().evaluator())
        .filter(evaluator -> !evaluator.isEmpty())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private SelectRequest wide(SelectRequest request) {
    return members.size() > 1 ? ReplicaMargin.before(request) : request;
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return union(
        "label_names",
        choose(request.minTime(), request.maxTime(), request.matchers(), context),
        request.limit(),
        context,
        (member, own) -> member.store().labelNames(request, own));
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return union(
        "label_values",
        choose(request.minTime(), request.maxTime(), request.matchers(), context),
        request.limit(),
        context,
        (member, own) -> member.store().labelValues(request, own));
  }

  private LabelsResult union(
      String call,
      StoreChoice asked,
      int limit,
      QueryContext context,
      BiFunction<Member, QueryContext, LabelsResult> question) {
    context.checkAlive(NAME);
    List<StoreOutcome> outcomes = new ArrayList<>(asked.notAsked());
    TreeSet<String> values = new TreeSet<>(Utf8Order.INSTANCE);
    for (Calls.Answer<LabelsResult> answer :
        calls.ask(
            call,
            asked.members(),
            context,
            question,
            result -> result.completeness().outcomes(),
            parts)) {
      outcomes.addAll(answer.outcomes());
      answer.value().forEach(result -> values.addAll(result.values()));
    }
    return new LabelsResult(
        limit > 0 ? values.stream().limit(limit).toList() : List.copyOf(values),
        new Completeness(outcomes));
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    context.checkAlive(NAME);
    return side.metadata(members, request, context);
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    context.checkAlive(NAME);
    return side.exemplars(members, request, context);
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    context.checkAlive(NAME);
    return side.targets(members, request, context);
  }

  @Override
  public Listed<TargetMetadata> targetMetadata(
      TargetMetadataRequest request, QueryContext context) {
    context.checkAlive(NAME);
    return side.targetMetadata(members, request, context);
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    context.checkAlive(NAME);
    return side.rules(members, request, context);
  }

  private StoreChoice choose(SelectRequest request, QueryContext context) {
    return choose(request.minTime(), request.maxTime(), request.matchers(), context);
  }

  private StoreChoice choose(
      long minTime, long maxTime, List<Matcher> matchers, QueryContext context) {
    return StoreChoice.of(
        NAME, members, context, info -> Pruning.reason(info, minTime, maxTime, matchers));
  }

  private static StoreException unsupported(String what) {
    return new StoreException(
        NAME, StoreException.Kind.UNSUPPORTED, "these stores cannot give " + what);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    members.forEach(member -> member.store().close());
  }
}
