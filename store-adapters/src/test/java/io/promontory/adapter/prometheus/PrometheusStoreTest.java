package io.promontory.adapter.prometheus;

import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The store contract over the distribution's Prometheus. */
class PrometheusStoreTest extends StoreContract {
  @TempDir static Path directory;

  private static ContractPrometheus prometheus;

  @Override
  protected ContractData data() {
    return ContractData.legacyNames();
  }

  @Override
  protected Store create(ContractData data) throws Exception {
    prometheus = new ContractPrometheus(Binary.INSTALLED, data, "", directory);
    return new PrometheusStore(
        PrometheusStoreConfig.of("prom", prometheus.uri())
            .withExternalLabels(data.externalLabels()));
  }

  @AfterAll
  static void stop() {
    prometheus.close();
  }
}
