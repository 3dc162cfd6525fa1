package io.promontory.frontend.federation;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreOutcome.Status;
import io.promontory.series.store.StoreStats;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How an answer of several endpoints went that hold the same data: whole where one of them answered
 * wholly. What the others failed in is noted.
 */
final class GroupOutcome {
  private GroupOutcome() {}

  static StoreOutcome of(String group, Completeness endpoints) {
    List<StoreOutcome> each = endpoints.perStore().outcomes();
    StoreStats stats = StoreStats.ZERO;
    Set<String> notes = new LinkedHashSet<>();
    List<StoreOutcome> lacking = new ArrayList<>();
    boolean whole = false;
    boolean failed = true;
    for (StoreOutcome outcome : each) {
      stats = stats.plus(outcome.stats());
      notes.addAll(outcome.notes());
      whole |= outcome.isHarmless();
      failed &= outcome.status() == Status.FAILED;
      if (!outcome.isHarmless()) {
        lacking.add(outcome);
      }
    }
    if (whole) {
      lacking.forEach(one -> notes.add("not whole from " + one.store() + ": " + one.reason()));
      return new StoreOutcome(group, Status.WHOLE, "", stats, List.copyOf(notes));
    }
    String reasons =
        lacking.stream()
            .map(one -> one.store() + ": " + one.reason())
            .collect(Collectors.joining("; "));
    return failed
        ? StoreOutcome.failed(group, "none of its endpoints answers: " + reasons)
        : new StoreOutcome(
            group,
            Status.PARTIAL,
            "none of its endpoints answers wholly: " + reasons,
            stats,
            List.copyOf(notes));
  }

  /**
   * Refuses an answer of nobody.
   *
   * @throws StoreException if all endpoints failed
   */
  static StoreOutcome checked(String group, Completeness endpoints, QueryContext context) {
    StoreOutcome outcome = of(group, endpoints);
    if (outcome.status() == Status.FAILED) {
      throw new StoreException(
          group,
          context.deadline().isReached()
              ? StoreException.Kind.TIMEOUT
              : StoreException.Kind.UNAVAILABLE,
          outcome.reason());
    }
    return outcome;
  }
}
