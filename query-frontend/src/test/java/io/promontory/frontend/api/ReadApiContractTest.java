package io.promontory.frontend.api;

import io.promontory.adapter.prometheus.PrometheusStore;
import io.promontory.adapter.prometheus.PrometheusStoreConfig;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;

/** A store that is another process's HTTP API: remote read, labels, exemplars, targets, rules. */
class ReadApiContractTest extends StoreContract {
  private static ApiServer server;

  @Override
  protected Store create(ContractData data) throws Exception {
    ContractData own =
        new ContractData(Labels.EMPTY, data.series(), data.metadata(), data.exemplars());
    server =
        new ApiServer(
            Services.ready(
                own.toMemoryStore("served"),
                (all, query, context) -> {
                  throw new IllegalStateException("no query is asked");
                }));
    return new PrometheusStore(
        PrometheusStoreConfig.of("read", URI.create("http://127.0.0.1:" + server.port()))
            .withExternalLabels(data.externalLabels()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }
}
