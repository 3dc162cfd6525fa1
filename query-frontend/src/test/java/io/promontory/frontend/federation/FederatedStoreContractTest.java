package io.promontory.frontend.federation;

import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.store.ContractData;
import io.promontory.series.store.Exemplar;
import io.promontory.series.store.SeriesExemplars;
import io.promontory.series.store.Store;
import io.promontory.series.store.StoreContract;
import io.promontory.series.store.memory.MemoryStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three stores that each hold every third sample of every series answer as one would. */
class FederatedStoreContractTest extends StoreContract {
  private static final int PARTS = 3;

  @Override
  protected Store create(ContractData data) {
    List<Member> members = new ArrayList<>();
    for (int part = 0; part < PARTS; part++) {
      MemoryStore store = new MemoryStore("part-" + part, data.externalLabels());
      for (ContractData.ContractSeries series : data.series()) {
        for (int i = part; i < series.times().length; i += PARTS) {
          FloatHistogram histogram = series.histogram(i);
          if (histogram == null) {
            store.append(series.labels(), series.times()[i], series.values()[i]);
          } else {
            store.appender(series.labels()).append(series.times()[i], histogram);
          }
        }
      }
      data.metadata().forEach(store::putMetadata);
      for (SeriesExemplars series : data.exemplars()) {
        List<Exemplar> all = series.exemplars();
        // Neighbours hold one in common.
        for (int i = 0; i < all.size(); i++) {
          if (i % PARTS == part || (i + 1) % PARTS == part) {
            store.putExemplar(series.labels(), all.get(i));
          }
        }
      }
      members.add(new Member(store, true, Duration.ofSeconds(20)));
    }
    return new FederatedStore(members, CallObserver.NONE);
  }
}
