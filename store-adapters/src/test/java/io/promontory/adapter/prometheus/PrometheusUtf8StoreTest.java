package io.promontory.adapter.prometheus;

import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store contract over a current Prometheus, with names of any UTF-8, and with external labels
 * of its own that the store's configuration repeats.
 */
@EnabledIf("oracleIsPresent")
class PrometheusUtf8StoreTest extends StoreContract {
  @TempDir static Path directory;

  private static ContractPrometheus prometheus;

  static boolean oracleIsPresent() {
    return Binary.ORACLE.isPresent();
  }

  @Override
  protected ContractData data() {
    return ContractData.standard().withoutExemplars();
  }

  @Override
  protected Store create(ContractData data) throws Exception {
    String external = "global: {external_labels: {region: eu, cluster: c-1}}\n";
    prometheus = new ContractPrometheus(Binary.ORACLE, data, external, directory);
    return new PrometheusStore(
        PrometheusStoreConfig.of("prom", prometheus.uri())
            .withExternalLabels(data.externalLabels()));
  }

  @AfterAll
  static void stop() {
    prometheus.close();
  }
}
