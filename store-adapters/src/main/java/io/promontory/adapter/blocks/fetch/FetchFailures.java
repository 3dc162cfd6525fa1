package io.promontory.adapter.blocks.fetch;

import io.promontory.adapter.blocks.fetch.BlockFaultException.Reason;
import io.promontory.objectstore.block.Ulid;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.series.store.StoreException;

/** Tells what is wrong with a block from what is wrong with its bucket. */
final class FetchFailures {
  private FetchFailures() {}

  /**
   * @param store that the bucket belongs to
   */
  static RuntimeException of(String store, Ulid block, BucketException e) {
    return switch (e.kind()) {
      case NOT_FOUND -> BlockFaultException.of(block, Reason.NOT_FOUND, e);
      case INVALID_RANGE, CORRUPT -> BlockFaultException.of(block, Reason.CUT_SHORT, e);
      case CHANGED -> BlockFaultException.of(block, Reason.CHANGED, e);
      case INVALID_KEY -> BlockFaultException.of(block, Reason.CORRUPT, e);
      case THROTTLED, UNAVAILABLE, DENIED, MISCONFIGURED ->
          failed(store, StoreException.Kind.UNAVAILABLE, e);
      case TIMEOUT -> failed(store, StoreException.Kind.TIMEOUT, e);
      case CANCELED -> failed(store, StoreException.Kind.CANCELED, e);
    };
  }

  private static StoreException failed(String store, StoreException.Kind kind, BucketException e) {
    return new StoreException(store, kind, String.valueOf(e.getMessage()), e);
  }
}
