package io.promontory.adapter.labels;

import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Shard;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;

/**
 * One shard of a store's series, so that a query over it sees no others; lookups of labels see all.
 *
 * @param store stays its owner's to close
 */
public record ShardedStore(Store store, Shard shard) implements Store {
  @Override
  public StoreInfo info() {
    return store.info();
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    SelectRequest sharded =
        new SelectRequest(
            request.minTime(),
            request.maxTime(),
            request.matchers(),
            request.hints(),
            request.skipChunks(),
            request.limit(),
            request.withoutReplicaLabels(),
            shard);
    SelectRequest able = Reshaped.able(sharded, store.info());
    return Reshaped.of(store.select(able, context), able, sharded, context.budget());
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return store.labelNames(request, context);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return store.labelValues(request, context);
  }
}
