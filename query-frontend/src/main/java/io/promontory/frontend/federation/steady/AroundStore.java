package io.promontory.frontend.federation.steady;

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
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StorePart;
import io.promontory.series.store.TargetMetadata;
import io.promontory.series.store.TargetMetadataRequest;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A store around another one; all calls that are answered at once pass one method. */
abstract class AroundStore implements Store {
  final Store inner;

  AroundStore(Store inner) {
    this.inner = inner;
  }

  /**
   * Makes a call.
   *
   * @param request equal for calls that ask the same
   */
  abstract <T> T around(Object request, QueryContext context, Supplier<T> call);

  final String name() {
    return inner.info().name();
  }

  @Override
  public StoreInfo info() {
    return inner.info();
  }

  @Override
  public boolean answersAtOnce() {
    return inner.answersAtOnce();
  }

  /** Those of the store; to have one evaluated is a call like any other. */
  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return inner.parts(request, context).stream()
        .map(
            part ->
                part.askedBy((query, own) -> around(query, own, () -> part.evaluate(query, own))))
        .toList();
  }

  @Override
  public List<ReadEstimate> estimate(SelectRequest request, QueryContext context) {
    return inner.estimate(request, context);
  }

  @Override
  public Set<String> droppedLabels(QueryContext context) {
    return inner.droppedLabels(context);
  }

  @Override
  public String evaluator() {
    return inner.evaluator();
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return around(request, context, () -> inner.labelNames(request, context));
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return around(request, context, () -> inner.labelValues(request, context));
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    return around(request, context, () -> inner.metadata(request, context));
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    return around(request, context, () -> inner.exemplars(request, context));
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    return around(request, context, () -> inner.targets(request, context));
  }

  @Override
  public Listed<TargetMetadata> targetMetadata(
      TargetMetadataRequest request, QueryContext context) {
    return around(request, context, () -> inner.targetMetadata(request, context));
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    return around(request, context, () -> inner.rules(request, context));
  }

  @Override
  public void close() {
    inner.close();
  }
}
