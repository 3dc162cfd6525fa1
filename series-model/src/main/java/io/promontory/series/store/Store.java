package io.promontory.series.store;

import java.util.List;
import java.util.Set;

/**
 * A place that holds series. Every adapter, the in-memory store, the federation over several stores
 * and the gRPC client implement it; the gRPC server exposes any implementation.
 *
 * <p>Contract, for every method:
 *
 * <ul>
 *   <li>Safe for concurrent calls. A call blocks its thread at most until {@link
 *       QueryContext#deadline()}, and ends early when the context is cancelled.
 *   <li>Failures are {@link StoreException}s that name the store. An implementation never answers a
 *       failure with silence: what is missing is either thrown or listed in the {@link
 *       Completeness} of the answer.
 *   <li>Matchers see the store's external labels as labels of every series.
 * </ul>
 */
public interface Store extends AutoCloseable {
  /** What this store is and can do, as known now; never blocks on the network. */
  StoreInfo info();

  /**
   * Streams the series that match, sorted by {@link io.promontory.series.labels.Labels#compareTo},
   * each label set once. Chunks may hold samples outside the asked range, may overlap, and are not
   * sorted across overlaps: readers trim and merge ({@code SeriesDecoder} does both). The caller
   * closes the set.
   */
  SeriesSet select(SelectRequest request, QueryContext context);

  /**
   * Names of labels that matchers choose by before {@link #select} takes them off, as it does with
   * replica labels: of these the labels of a series do not tell whether it matches.
   */
  default Set<String> droppedLabels(QueryContext context) {
    return Set.of();
  }

  /**
   * True where {@link #select} waits for nothing but the processor: nothing is won by asking early.
   */
  default boolean answersAtOnce() {
    return false;
  }

  /**
   * Who could evaluate PromQL over what {@link #select} would find, as known now; never blocks on
   * the network. Empty where that cannot be told for all of it.
   */
  default List<StorePart> parts(SelectRequest request, QueryContext context) {
    return List.of();
  }

  /**
   * What evaluates for {@link #parts}, with its version, as known now, such as {@code Prometheus
   * 3.1.0}; empty where nothing does, or nobody has asked yet.
   */
  default String evaluator() {
    return "";
  }

  /**
   * Whom a select would ask, and what is known beforehand of what would come; never blocks on the
   * network. Empty where that is not told.
   */
  default List<ReadEstimate> estimate(SelectRequest request, QueryContext context) {
    return List.of();
  }

  /** Names of labels on matching series, sorted by UTF-8 bytes, each once. */
  LabelsResult labelNames(LabelNamesRequest request, QueryContext context);

  /** Values of one label on matching series, sorted by UTF-8 bytes, each once. */
  LabelsResult labelValues(LabelValuesRequest request, QueryContext context);

  /**
   * Type, help and unit of metric families, these sorted by UTF-8 bytes; a store without {@link
   * Capability#METADATA} answers the empty list.
   */
  default Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    info().mustLack(Capability.METADATA);
    return Listed.none();
  }

  /**
   * Exemplars by series, sorted by labels, each label set once; a store without {@link
   * Capability#EXEMPLARS} answers the empty list.
   */
  default Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    info().mustLack(Capability.EXEMPLARS);
    return Listed.none();
  }

  /** What is scraped; a store without {@link Capability#TARGETS} answers {@link Targets#NONE}. */
  default Targets targets(TargetsRequest request, QueryContext context) {
    info().mustLack(Capability.TARGETS);
    return Targets.NONE;
  }

  /**
   * Metadata by target, in no order; a store without {@link Capability#TARGETS} answers the empty
   * list.
   */
  default Listed<TargetMetadata> targetMetadata(
      TargetMetadataRequest request, QueryContext context) {
    return Listed.none();
  }

  /**
   * Groups of rules with their state, those with no rule that is asked for left out; a store
   * without {@link Capability#RULES} answers the empty list.
   */
  default Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    info().mustLack(Capability.RULES);
    return Listed.none();
  }

  /** Frees connections and files; calls under way fail. */
  @Override
  default void close() {}
}
