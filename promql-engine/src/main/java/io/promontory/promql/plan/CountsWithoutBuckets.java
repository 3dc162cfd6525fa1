package io.promontory.promql.plan;

import io.promontory.series.store.SelectHints.Buckets;
import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Has buckets skipped where they would be dropped: Prometheus looks at no bucket below {@code
 * histogram_count}, {@code histogram_sum} and {@code histogram_avg}, but for resets.
 */
final class CountsWithoutBuckets implements Pass {
  @Override
  public Plan apply(Plan plan) {
    boolean any = false;
    for (Selection selection : plan.selections()) {
      any |= drops(selection.request());
    }
    return any ? skipping(plan) : plan;
  }

  private static boolean drops(SelectRequest request) {
    return request.hints().buckets() == Buckets.DROPPED;
  }

  private static Plan skipping(Plan plan) {
    List<SelectRequest> requests = new ArrayList<>();
    List<OptimisationNote> notes = new ArrayList<>();
    for (SelectRequest request : plan.requests()) {
      if (drops(request)) {
        notes.add(
            new OptimisationNote(
                Optimisation.COUNTS_WITHOUT_BUCKETS,
                "selection " + requests.size() + " unpacks no buckets of native histograms"));
      }
      requests.add(
          drops(request)
              ? request.withHints(request.hints().withBuckets(Buckets.SKIPPED))
              : request);
    }
    return plan.with(plan.root(), requests, notes);
  }
}
