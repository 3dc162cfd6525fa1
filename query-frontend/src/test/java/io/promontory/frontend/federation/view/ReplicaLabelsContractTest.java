package io.promontory.frontend.federation.view;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import io.promontory.series.store.memory.MemoryStore;
import java.util.List;

/** Without replicas in the data, a store with replica labels answers as it did. */
class ReplicaLabelsContractTest extends StoreContract {
  @Override
  protected Store create(ContractData data) {
    MemoryStore store = new MemoryStore("a", data.externalLabels());
    for (ContractData.ContractSeries series : data.series()) {
      for (int i = 0; i < series.times().length; i++) {
        FloatHistogram histogram = series.histogram(i);
        if (histogram == null) {
          store.append(series.labels(), series.times()[i], series.values()[i]);
        } else {
          store.appender(series.labels()).append(series.times()[i], histogram);
        }
      }
    }
    data.metadata().forEach(store::putMetadata);
    return new ReplicaLabels(store, List.of("no_such_label"));
  }
}
