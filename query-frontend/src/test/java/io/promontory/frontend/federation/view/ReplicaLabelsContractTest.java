package io.promontory.frontend.federation.view;

import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import java.util.List;

/** Without replicas in the data, a store with replica labels answers as it did. */
class ReplicaLabelsContractTest extends StoreContract {
  @Override
  protected Store create(ContractData data) {
    return new ReplicaLabels(data.toMemoryStore("a"), List.of("no_such_label"));
  }
}
