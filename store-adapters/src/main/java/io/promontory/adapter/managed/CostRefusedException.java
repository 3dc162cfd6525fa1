package io.promontory.adapter.managed;

import io.promontory.series.store.StoreException;

/** A request that a budget of ours does not allow; asking for it in other pieces is no help. */
final class CostRefusedException extends StoreException {
  private static final long serialVersionUID = 1L;

  CostRefusedException(String store, String message) {
    super(store, Kind.LIMIT, message);
  }
}
