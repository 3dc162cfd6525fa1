package io.promontory.frontend.federation;

import io.promontory.frontend.discovery.Target;
import io.promontory.series.store.Capability;
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
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.TargetMetadata;
import io.promontory.series.store.TargetMetadataRequest;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A target of which no server can be made. It may hold anything and could do anything, so that it
 * is asked, and every call says why it fails.
 */
record UnusableServer(Target target, String reason) implements Store {
  private static final Set<Capability> ABLE =
      EnumSet.complementOf(EnumSet.of(Capability.UNTOLD_LABELS, Capability.NO_STALE_MARKERS));

  private StoreException failure() {
    return new StoreException(
        target.address(), StoreException.Kind.UNAVAILABLE, "cannot be used as a target: " + reason);
  }

  @Override
  public StoreInfo info() {
    return new StoreInfo(target.address(), List.of(), Long.MIN_VALUE, Long.MAX_VALUE, ABLE);
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    throw failure();
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    throw failure();
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    throw failure();
  }

  @Override
  public Listed<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    throw failure();
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    throw failure();
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    throw failure();
  }

  @Override
  public Listed<TargetMetadata> targetMetadata(
      TargetMetadataRequest request, QueryContext context) {
    throw failure();
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    throw failure();
  }
}
