package io.promontory.adapter.blocks.fetch;

import io.promontory.series.store.QueryContext;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets in so many requests of a store at once, and so many bytes; those that wait go in order of
 * arrival.
 */
final class RequestGate {
  private static final int UNIT_BYTES = 1 << 10;

  private final String store;
  private final Semaphore requests;
  private final Semaphore bytes;
  private final int mostUnits;

  RequestGate(String store, int requestsAtOnce, long bytesAtOnce) {
    this.store = store;
    this.requests = new Semaphore(requestsAtOnce, true);
    this.mostUnits = (int) Math.min(Integer.MAX_VALUE, bytesAtOnce / UNIT_BYTES);
    this.bytes = new Semaphore(mostUnits, true);
  }

  /**
   * Makes a request once there is room for it.
   *
   * @throws io.promontory.series.store.StoreException of kind TIMEOUT or CANCELED if that takes too
   *     long
   */
  <T> T pass(int length, QueryContext context, Supplier<T> request) {
    int units = Math.min(mostUnits, length / UNIT_BYTES + 1);
    Waits.acquire(store, requests, 1, context);
    try {
      Waits.acquire(store, bytes, units, context);
      try {
        context.checkAlive(store);
        return request.get();
      } finally {
        bytes.release(units);
      }
    } finally {
      requests.release();
    }
  }
}
