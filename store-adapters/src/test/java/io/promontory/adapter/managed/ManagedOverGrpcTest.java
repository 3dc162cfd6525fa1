package io.promontory.adapter.managed;

import io.promontory.adapter.grpc.GrpcRoundTrip;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The store contract over a workspace of managed Prometheus, through a gRPC round trip. */
class ManagedOverGrpcTest extends StoreContract {
  @TempDir static Path directory;

  private static ContractAmp amp;

  @Override
  protected ContractData data() {
    return ContractData.legacyNames();
  }

  @Override
  protected Store create(ContractData data) throws Exception {
    amp = new ContractAmp(data, directory);
    Store direct =
        ManagedStore.open(
            amp.config("behind")
                .withExternalLabels(data.externalLabels())
                .withLimits(
                    EndpointLimits.DEFAULT.withRates(1000, 1000), new CostLimits(0, 0, 0, true)),
            BillListener.NONE);
    return new GrpcRoundTrip("amp", direct);
  }

  @AfterAll
  static void stop() {
    amp.close();
  }
}
