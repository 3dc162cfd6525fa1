package io.promontory.frontend.app;

import io.promontory.series.store.LabelNamesRequest;
import io.promontory.series.store.LabelValuesRequest;
import io.promontory.series.store.LabelsResult;
import io.promontory.series.store.MetadataRequest;
import io.promontory.series.store.MetricMetadata;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.SeriesSet;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreInfo;
import java.util.List;
import java.util.function.Supplier;

/** The store that is in force when it is asked; does not close it. */
record CurrentStore(Supplier<? extends Store> current) implements Store {
  @Override
  public StoreInfo info() {
    return current.get().info();
  }

  @Override
  public SeriesSet select(SelectRequest request, QueryContext context) {
    return current.get().select(request, context);
  }

  @Override
  public LabelsResult labelNames(LabelNamesRequest request, QueryContext context) {
    return current.get().labelNames(request, context);
  }

  @Override
  public LabelsResult labelValues(LabelValuesRequest request, QueryContext context) {
    return current.get().labelValues(request, context);
  }

  @Override
  public List<MetricMetadata> metadata(MetadataRequest request, QueryContext context) {
    return current.get().metadata(request, context);
  }
}
