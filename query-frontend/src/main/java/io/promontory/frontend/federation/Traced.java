package io.promontory.frontend.federation;

import io.promontory.series.store.CallTrace;
import io.promontory.series.store.Completeness;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StoreStats;
import java.util.List;

/** Notes calls to members in the trace of a query that has one. */
final class Traced {
  private Traced() {}

  /** The context of a call that begins. */
  static QueryContext call(Member member, QueryContext context) {
    CallTrace trace = context.trace();
    return trace == null ? context : context.withTrace(trace.call(member.name(), member.type()));
  }

  /** Notes that the call with this context was answered; whole where nothing is told. */
  static void answered(QueryContext own, List<StoreOutcome> outcomes) {
    CallTrace trace = own.trace();
    if (trace != null) {
      trace.ended(
          outcomes.isEmpty()
              ? Completeness.of(StoreOutcome.whole(trace.name(), StoreStats.ZERO))
              : new Completeness(outcomes));
    }
  }

  /** Notes that the call with this context failed. */
  static void failed(Member member, QueryContext own, Throwable failure) {
    CallTrace trace = own.trace();
    if (trace != null) {
      trace.ended(
          Completeness.of(
              StoreOutcome.failed(member.name(), String.valueOf(failure.getMessage()))));
    }
  }
}
