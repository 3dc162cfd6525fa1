package io.promontory.adapter.grpc;

import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;

/** The store contract through a gRPC round trip to the in-memory store. */
class GrpcMemoryStoreTest extends StoreContract {
  @Override
  protected Store create(ContractData data) {
    return new GrpcRoundTrip("memory", data.toMemoryStore("behind"));
  }
}
