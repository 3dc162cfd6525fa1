package io.promontory.frontend.federation;

import io.promontory.series.store.Density;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.ReadEstimate;
import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.StoreInfo;
import io.promontory.series.store.StoreOutcome;
import io.promontory.series.store.StorePart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells whom a select would ask, from what the stores say of themselves. */
final class Estimates {
  private Estimates() {}

  static List<ReadEstimate> of(
      StoreChoice choice, List<Member> all, SelectRequest request, QueryContext context) {
    List<ReadEstimate> estimates = new ArrayList<>();
    for (Member member : choice.members()) {
      StoreInfo info = member.store().info();
      estimates.add(
          new ReadEstimate(
              info.name(),
              member.type(),
              "",
              Math.max(request.minTime(), info.minTime()),
              Math.min(request.maxTime(), info.maxTime()),
              density(member, request, context)));
    }
    for (StoreOutcome left : choice.notAsked()) {
      for (Member member : all) {
        if (member.name().equals(left.store())) {
          estimates.add(new ReadEstimate(left.store(), member.type(), left.reason(), 0, 0, null));
        }
      }
    }
    return estimates;
  }

  /**
   * Of a store that bills for what it looks at, which therefore keeps an eye on it, or of one that
   * has it at hand.
   */
  private static @Nullable Density density(
      Member member, SelectRequest request, QueryContext context) {
    for (StorePart part : member.store().parts(request, context)) {
      Density density = part.billing().density(request.matchers());
      if (!part.billing().isFree() && density.seen()) {
        return density;
      }
    }
    for (ReadEstimate own : member.store().estimate(request, context)) {
      if (own.isAsked() && own.density() != null) {
        return own.density();
      }
    }
    return null;
  }
}
