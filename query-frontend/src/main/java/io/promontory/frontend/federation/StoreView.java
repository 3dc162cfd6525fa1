package io.promontory.frontend.federation;

import io.promontory.frontend.config.RelabelSection;
import io.promontory.frontend.config.StoreConfig;
import io.promontory.frontend.config.TimeBound;
import io.promontory.frontend.federation.view.RelabeledStore;
import io.promontory.frontend.federation.view.ReplicaLabels;
import io.promontory.frontend.federation.view.TimeWindow;
import io.promontory.series.relabel.NameScheme;
import io.promontory.series.relabel.Relabeling;
import io.promontory.series.store.Store;
import java.time.InstantSource;
import java.util.List;

/** Shows a store as its entry says: relabelled, without replica labels, within its time window. */
final class StoreView {
  private StoreView() {}

  static Store of(
      StoreConfig config, Store store, List<String> replicaLabels, InstantSource clock) {
    Store seen = store;
    if (!config.relabelConfigs().isEmpty()) {
      seen =
          new RelabeledStore(
              seen,
              Relabeling.of(
                  config.relabelConfigs().stream().map(RelabelSection::rule).toList(),
                  NameScheme.UTF8));
    }
    seen = new ReplicaLabels(seen, replicaLabels);
    String min = config.minTime();
    String max = config.maxTime();
    return min == null && max == null
        ? seen
        : new TimeWindow(
            seen,
            min == null ? TimeBound.EARLIEST : TimeBound.parse(min),
            max == null ? TimeBound.LATEST : TimeBound.parse(max),
            clock);
  }
}
