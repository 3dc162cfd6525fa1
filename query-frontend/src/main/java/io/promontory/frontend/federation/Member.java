package io.promontory.frontend.federation;

import io.promontory.series.store.Store;
import java.time.Duration;

/**
 * A store of the federation.
 *
 * @param required whether a query fails when this store does
 * @param timeout longest time for one answer
 */
public record Member(Store store, boolean required, Duration timeout) {
  String name() {
    return store.info().name();
  }
}
