package io.promontory.frontend.federation.view;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.Utf8Order;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.relabel.Relabeling;
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
import io.promontory.series.store.ReadEstimate;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Shard;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StorePart;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A store whose series go through relabelling rules, which see external labels too. Series that
 * become equal are replicas of one, named after the labels they had; one that loses all labels is
 * dropped.
 *
 * <p>Rules are for series: targets and rules are those of the store.
 *
 * <p>Matchers hold for labels as the rules leave them. The store is asked with those alone whose
 * labels no rule can change; the others are decided here. Rules that only drop series leave a
 * stream in order; after any other the series are sorted in memory.
 */
public final class RelabeledStore extends ForwardingStore {
  /** Asks for everything where no matcher is left to ask with. */
  private static final Matcher ANYTHING = Matcher.of(Matcher.Type.RE, Labels.METRIC_NAME, ".+");

  private final Store store;
  private final Relabeling rules;

  /**
   * @param store closed with this one
   */
  public RelabeledStore(Store store, Relabeling rules) {
    super(store);
    this.store = store;
    this.rules = rules;
  }

  /** Label sets keep what no rule can change: of the rest they say nothing. */
  @Override
  public StoreInfo info() {
    StoreInfo info = store.info();
    Set<Capability> capabilities =
        EnumSet.of(Capability.WITHOUT_REPLICA_LABELS, Capability.SHARDING);
    capabilities.addAll(info.capabilities());
    return new StoreInfo(
        info.name(),
        info.labelSets().stream().map(this::unchanged).distinct().toList(),
        info.minTime(),
        info.maxTime(),
        capabilities);
  }

  private Labels unchanged(Labels external) {
    return external.without(external.toMap().keySet().stream().filter(rules::mayChange).toList());
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    List<Matcher> after = decidedHere(request.matchers());
    Shard shard = request.shard();
    boolean inOrder = rules.onlyDrops();
    SeriesSet set =
        store.select(
            new SelectRequest(
                request.minTime(),
                request.maxTime(),
                decidedBelow(request.matchers()),
                request.hints(),
                request.skipChunks(),
                0,
                List.of(),
                null),
            context);
    if (inOrder && shard == null && request.withoutReplicaLabels().isEmpty()) {
      return new FilteredSet(set, series -> rules.apply(series.labels()) != null);
    }
    return new SortedInMemory(
        set,
        series -> {
          Labels relabeled = relabeled(series.labels(), after);
          Labels labels =
              relabeled == null ? null : relabeled.without(request.withoutReplicaLabels());
          return labels == null || (shard != null && !shard.owns(labels))
              ? null
              : series.withLabels(labels);
        },
        request.limit(),
        context);
  }

  /** What the store is asked with. */
  private List<Matcher> decidedBelow(List<Matcher> matchers) {
    List<Matcher> below = matchers.stream().filter(m -> !rules.mayChange(m.name())).toList();
    return below.isEmpty() ? List.of(ANYTHING) : below;
  }

  private List<Matcher> decidedHere(List<Matcher> matchers) {
    return matchers.stream().filter(m -> rules.mayChange(m.name())).toList();
  }

  private @Nullable Labels relabeled(Labels labels, List<Matcher> matchers) {
    Labels after = rules.apply(labels);
    return after != null
            && !after.isEmpty()
            && matchers.stream().allMatch(m -> m.matches(after.getOrEmpty(m.name())))
        ? after
        : null;
  }

  /** None: what it changes is changed below any evaluation. */
  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return List.of();
  }

  /** Nothing: the matchers of a request are of other labels than those of the store. */
  @Override
  public List<ReadEstimate> estimate(SelectRequest request, QueryContext context) {
    return List.of();
  }

  @Override
  public String evaluator() {
    return "";
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return ofSeries(
        request.minTime(),
        request.maxTime(),
        request.matchers(),
        request.limit(),
        context,
        (labels, names) -> names.addAll(labels.toMap().keySet()));
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return ofSeries(
        request.minTime(),
        request.maxTime(),
        request.matchers(),
        request.limit(),
        context,
        (labels, values) -> {
          String value = labels.get(request.label());
          if (value != null) {
            values.add(value);
          }
        });
  }

  private LabelsResult ofSeries(
      long minTime,
      long maxTime,
      List<Matcher> matchers,
      int limit,
      QueryContext context,
      BiConsumer<Labels, Collection<String>> collect) {
    List<Matcher> after = decidedHere(matchers);
    SelectRequest request =
        SelectRequest.of(minTime, maxTime, decidedBelow(matchers)).labelsOnly(0);
    TreeSet<String> found = new TreeSet<>(Utf8Order.INSTANCE);
    try (SeriesSet set = store.select(request, context)) {
      for (Series series = set.next(); series != null; series = set.next()) {
        Labels labels = relabeled(series.labels(), after);
        if (labels != null) {
          collect.accept(labels, found);
        }
      }
      Completeness completeness = set.completeness();
      return new LabelsResult(
          found.stream().limit(limit > 0 ? limit : Long.MAX_VALUE).toList(), completeness);
    }
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    List<List<Matcher>> own = request.selectors().stream().map(this::decidedBelow).toList();
    Listed<SeriesExemplars> all = store.exemplars(request.withSelectors(own), context);
    ExemplarUnion united = new ExemplarUnion();
    for (SeriesExemplars one : all.values()) {
      for (List<Matcher> selector : request.selectors()) {
        Labels labels = relabeled(one.labels(), selector);
        if (labels != null) {
          united.add(labels, one.exemplars());
        }
      }
    }
    return new Listed<>(united.result(), all.completeness());
  }
}
