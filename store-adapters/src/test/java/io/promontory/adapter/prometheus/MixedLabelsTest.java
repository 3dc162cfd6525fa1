package io.promontory.adapter.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * The store contract where some series carry external labels of the server themselves, as those of
 * other servers do that it federates.
 */
class MixedLabelsTest extends StoreContract {
  @TempDir static Path directory;

  private static ContractPrometheus prometheus;

  @Override
  protected ContractData data() {
    return ContractData.legacyNames();
  }

  @Override
  protected Store create(ContractData data) throws Exception {
    String external = "global: {external_labels: {replica: b, v: ab, instance: '10.0.0.1'}}\n";
    prometheus = new ContractPrometheus(Binary.INSTALLED, data, external, directory);
    PrometheusStore store =
        new PrometheusStore(
            PrometheusStoreConfig.of("prom", prometheus.uri())
                .withExternalLabels(data.externalLabels()));
    assertThat(store.info().labelSets()).containsExactly(data.externalLabels());
    return store;
  }

  @AfterAll
  static void stop() {
    prometheus.close();
  }
}
