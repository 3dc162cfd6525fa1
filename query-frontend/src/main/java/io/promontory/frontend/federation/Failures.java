package io.promontory.frontend.federation;

import io.promontory.series.store.BudgetExceededException;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreException;
import io.promontory.series.store.StoreOutcome;
import java.util.List;
import java.util.stream.Collectors;

/** Failures of members, told apart from failures of the query. */
final class Failures {
  private Failures() {}

  static StoreOutcome outcome(Member member, StoreException e) {
    return StoreOutcome.failed(member.name(), String.valueOf(e.getMessage()));
  }

  /** The failure of a store whose answer is not whole, in the words of those who are at fault. */
  static StoreException inPart(Member member, Completeness completeness) {
    List<StoreOutcome> missing =
        completeness.outcomes().stream().filter(outcome -> !outcome.isHarmless()).toList();
    String store = missing.isEmpty() ? member.name() : missing.getFirst().store();
    return new StoreException(
        store,
        StoreException.Kind.UNAVAILABLE,
        missing.stream()
            .map(
                outcome ->
                    outcome.store().equals(store)
                        ? outcome.reason()
                        : "store \"" + outcome.store() + "\": " + outcome.reason())
            .distinct()
            .collect(Collectors.joining("; ")));
  }

  /**
   * The exception to throw for what a call threw: a store's failure as it is, an exhausted budget
   * as it is, anything else as a failure of the store. A store that gives up a call which nobody
   * canceled has failed, or is late where the time of the call is over.
   */
  static StoreException rethrow(Member member, QueryContext context, Throwable cause) {
    return switch (cause) {
      case StoreException e when e.kind() == StoreException.Kind.CANCELED && !isGivenUp(context) ->
          new StoreException(
              e.store(),
              context.deadline().isReached()
                  ? StoreException.Kind.TIMEOUT
                  : StoreException.Kind.UNAVAILABLE,
              String.valueOf(e.getMessage()),
              e);
      case StoreException e -> e;
      case BudgetExceededException e -> throw e;
      case Error e -> throw e;
      default ->
          new StoreException(
              member.name(),
              StoreException.Kind.UNAVAILABLE,
              "the call failed unexpectedly: " + cause,
              cause);
    };
  }

  /** Whether a failing store may be left out: a caller's farewell is nobody's failure. */
  static boolean mayBeLeftOut(Member member, QueryContext context) {
    return !member.required() && !isGivenUp(context);
  }

  static boolean isGivenUp(QueryContext context) {
    return context.cancellation().isCanceled() || Thread.currentThread().isInterrupted();
  }
}
