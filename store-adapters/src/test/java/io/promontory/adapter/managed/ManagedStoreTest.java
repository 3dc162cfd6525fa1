package io.promontory.adapter.managed;

import io.promontory.adapter.managed.cache.SampleCacheConfig;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;

/** The store contract over a workspace of managed Prometheus, with a cache. */
class ManagedStoreTest extends StoreContract {
  @TempDir static Path directory;

  private static ContractAmp amp;

  @Override
  protected ContractData data() {
    return ContractData.legacyNames();
  }

  @Override
  protected Store create(ContractData data) throws Exception {
    amp = new ContractAmp(data, directory);
    return ManagedStore.open(
        amp.config("amp")
            .withExternalLabels(data.externalLabels())
            .withLimits(
                EndpointLimits.DEFAULT.withMaxWindow(Duration.ofHours(1)).withRates(1000, 1000),
                new CostLimits(0, 0, 0, true))
            .withCache(SampleCacheConfig.of(directory.resolve("kept")), Duration.ofMinutes(1)),
        BillListener.NONE);
  }

  @AfterAll
  static void stop() {
    amp.close();
  }
}
