package io.promontory.series.replica;

import io.promontory.series.store.Completeness;
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
import io.promontory.series.store.Series;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.Targets;
import io.promontory.series.store.TargetsRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A store of series without replicas, for those who would take the chunks of several for parts of
 * one: what replicas hold together is written to chunks anew. Series of one replica are handed on
 * as they are.
 *
 * <p>Chunks cannot tell of {@linkplain io.promontory.series.chunk.SampleColumns#breaks breaks}:
 * where replicas count apart, who reads the chunks sees a reset or a leap.
 */
public record MergedStore(Store store) implements Store {
  @Override
  public StoreInfo info() {
    return store.info();
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    SeriesSet set = store.select(request, context);
    ReplicaWriter writer = new ReplicaWriter(request.minTime(), request.maxTime());
    return new SeriesSet() {
      @Override
      public @Nullable Series next() {
        Series next = set.next();
        return next == null || !next.isReplicated() ? next : writer.merged(next);
      }

      @Override
      public Completeness completeness() {
        return set.completeness();
      }

      @Override
      public void close() {
        set.close();
      }
    };
  }

  @Override
  public boolean answersAtOnce() {
    return store.answersAtOnce();
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return store.labelNames(request, context);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return store.labelValues(request, context);
  }

  @Override
  public List<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    return store.metadata(request, context);
  }

  @Override
  public Listed<SeriesExemplars> exemplars(ExemplarsRequest request, QueryContext context) {
    return store.exemplars(request, context);
  }

  @Override
  public Targets targets(TargetsRequest request, QueryContext context) {
    return store.targets(request, context);
  }

  @Override
  public Listed<RuleGroup> rules(RulesRequest request, QueryContext context) {
    return store.rules(request, context);
  }

  @Override
  public void close() {
    store.close();
  }
}
