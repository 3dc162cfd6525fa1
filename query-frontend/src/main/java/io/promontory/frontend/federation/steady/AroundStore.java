package io.promontory.frontend.federation.steady;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.ExemplarsRequest;
import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.Listed;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.PartAnswer;
import io.promontory.series.store.PartQuery;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.RuleGroup;
import io.promontory.series.store.RulesRequest;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StorePart;
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

  @Override
  public List<StorePart> parts(SelectRequest request, QueryContext context) {
    return inner.parts(request, context).stream().<StorePart>map(AroundPart::new).toList();
  }

  @Override
  public String evaluator() {
    return inner.evaluator();
  }

  /** A part whose evaluation is a call like any other. */
  private final class AroundPart implements StorePart {
    private final StorePart part;

    AroundPart(StorePart part) {
      this.part = part;
    }

    @Override
    public String store() {
      return part.store();
    }

    @Override
    public List<Labels> labelSets() {
      return part.labelSets();
    }

    @Override
    public Labels hidden() {
      return part.hidden();
    }

    @Override
    public Set<String> uncertain() {
      return part.uncertain();
    }

    @Override
    public PartAnswer evaluate(PartQuery query, QueryContext context) {
      return around(query, context, () -> part.evaluate(query, context));
    }
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
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    return around(request, context, () -> inner.rules(request, context));
  }

  @Override
  public void close() {
    inner.close();
  }
}
