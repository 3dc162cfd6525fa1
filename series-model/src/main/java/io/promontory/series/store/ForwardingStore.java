package io.promontory.series.store;

import java.util.List;
import java.util.function.Supplier;

/** The store that a supplier gives when it is asked. Closing it runs an action, and that alone. */
public record ForwardingStore(Supplier<? extends Store> target, Runnable onClose) implements Store {
  @Override
  public StoreInfo info() {
    return target.get().info();
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    return target.get().select(request, context);
  }

  @Override
  public boolean answersAtOnce() {
    return target.get().answersAtOnce();
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
  public List<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
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
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    return target.get().rules(request, context);
  }

  @Override
  public void close() {
    onClose.run();
  }
}
