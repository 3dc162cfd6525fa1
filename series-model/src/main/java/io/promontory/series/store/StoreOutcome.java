package io.promontory.series.store;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How one store's part of an answer went.
 *
 * @param reason why it is not whole, or why the store was not asked; empty for {@link Status#WHOLE}
 * @param notes what to know of an answer that is right, such as at which resolution it was read
 */
public record StoreOutcome(
    String store, Status status, String reason, StoreStats stats, List<String> notes) {
  /** The ways a call to a store can end. */
  public enum Status {
    WHOLE,
    PARTIAL,
    FAILED,
    /** Left out because it cannot hold matching data. */
    NOT_ASKED
  }

  public StoreOutcome {
    notes = List.copyOf(notes);
  }

  /** Without notes. */
  public StoreOutcome(String store, Status status, String reason, StoreStats stats) {
    this(store, status, reason, stats, List.of());
  }

  /** The same outcome with other notes. */
  public StoreOutcome withNotes(List<String> other) {
    return new StoreOutcome(store, status, reason, stats, other);
  }

  /** The same outcome with another account. */
  public StoreOutcome withStats(StoreStats other) {
    return new StoreOutcome(store, status, reason, other, notes);
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

  /**
   * How two parts of one store's answer went together: what one of them lacks is missing, and a
   * part that was not asked for says nothing.
   */
  public StoreOutcome and(StoreOutcome other) {
    if (other.status == Status.NOT_ASKED) {
      return this;
    }
    if (status == Status.NOT_ASKED) {
      return other;
    }
    return new StoreOutcome(
        store,
        status == other.status ? status : Status.PARTIAL,
        Stream.of(reason, other.reason)
            .filter(text -> !text.isEmpty())
            .distinct()
            .collect(Collectors.joining("; ")),
        stats.plus(other.stats),
        Stream.of(notes, other.notes).flatMap(List::stream).distinct().toList());
  }

  /** Whether nothing is missing from the answer for its sake. */
  public boolean isHarmless() {
    return status == Status.WHOLE || status == Status.NOT_ASKED;
  }
}
