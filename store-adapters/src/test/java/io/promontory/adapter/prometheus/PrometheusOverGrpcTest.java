package io.promontory.adapter.prometheus;

import io.promontory.adapter.grpc.GrpcRoundTrip;
import io.promontory.adapter.testing.PrometheusProcess.Binary;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The store contract over Prometheus, through a gRPC round trip. */
class PrometheusOverGrpcTest extends StoreContract {
  @TempDir static Path directory;

  private static ContractPrometheus prometheus;

  @Override
  protected ContractData data() {
    return ContractData.legacyNames();
  }

  @Override
  protected Store create(ContractData data) throws Exception {
    prometheus = new ContractPrometheus(Binary.INSTALLED, data, "", directory);
    Store direct =
        new PrometheusStore(
            PrometheusStoreConfig.of("behind", prometheus.uri())
                .withExternalLabels(data.externalLabels()));
    return new GrpcRoundTrip("prom", direct);
  }

  @AfterAll
  static void stop() {
    prometheus.close();
  }
}
