package io.promontory.series.store;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Hands every call on to another store. As it is, to the one that a supplier gives when it is
 * asked; who extends it changes the calls that are to go another way, and forgets none of the
 * others.
 */
public class ForwardingStore implements Store {
  private final Supplier<? extends Store> target;
  private final Runnable onClose;

  /**
   * Hands on to what a supplier gives.
   *
   * @param onClose all that closing this one does
   */
  public ForwardingStore(Supplier<? extends Store> target, Runnable onClose) {
    this.target = target;
    this.onClose = onClose;
  }

  /**
   * Hands on to one store.
   *
   * @param store closed with this one
   */
  protected ForwardingStore(Store store) {
    this(() -> store, store::close);
  }

  @Override
  public StoreInfo info() {
    return target.get().info();
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    return target.get().select(request, context);
  }

  @Override
  public Set<String> droppedLabels(QueryContext context) {
    return target.get().droppedLabels(context);
  }

  @Override
  public boolean answersAtOnce() {
    return target.get().answersAtOnce();
  }

  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return target.get().parts(request, context);
  }

  @Override
  public List<ReadEstimate> estimate(SelectRequest request, QueryContext context) {
    return target.get().estimate(request, context);
  }

  @Override
  public String evaluator() {
    return target.get().evaluator();
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return target.get().labelNames(request, context);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return target.get().labelValues(request, context);
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    return target.get().metadata(request, context);
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    return target.get().exemplars(request, context);
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    return target.get().targets(request, context);
  }

  @Override
  public Listed<TargetMetadata> targetMetadata(
      TargetMetadataRequest request, QueryContext context) {
    return target.get().targetMetadata(request, context);
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    return target.get().rules(request, context);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
