package io.promontory.series.store.memory;

import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;

class MemoryStoreTest extends StoreContract {
  @Override
  protected Store create(ContractData data) {
    return data.toMemoryStore("memory");
  }
}
