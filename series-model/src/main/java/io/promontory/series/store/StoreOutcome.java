package io.promontory.series.store;

/**
 * How one store's part of an answer went.
 *
 * @param reason why it is not whole, or why the store was not asked; empty for {@link Status#WHOLE}
 */
public record StoreOutcome(String store, Status status, String reason, StoreStats stats) {
  /** The ways a call to a store can end. */
  public enum Status {
    WHOLE,
    PARTIAL,
    FAILED,
    /** Left out because it cannot hold matching data. */
    NOT_ASKED
  }

  public static StoreOutcome whole(String store, StoreStats stats) {
    return new StoreOutcome(store, Status.WHOLE, "", stats);
  }

  public static StoreOutcome partial(String store, String reason, StoreStats stats) {
    return new StoreOutcome(store, Status.PARTIAL, reason, stats);
  }

  public static StoreOutcome failed(String store, String reason) {
    return new StoreOutcome(store, Status.FAILED, reason, StoreStats.ZERO);
  }

  public static StoreOutcome notAsked(String store, String reason) {
    return new StoreOutcome(store, Status.NOT_ASKED, reason, StoreStats.ZERO);
  }

  /** Whether nothing is missing from the answer for its sake. */
  public boolean isHarmless() {
    return status == Status.WHOLE || status == Status.NOT_ASKED;
  }
}
