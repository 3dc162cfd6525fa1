package io.promontory.promql.plan;

import io.promontory.series.store.SelectRequest;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks for exactly the time that the windows of each selector can see. Prometheus' own ranges,
 * which the planner begins with, reach to the end of the query even if the last step lies before
 * it, and know nothing of a subquery's grid.
 */
final class TightTimeRanges implements Pass {
  @Override
  public Plan apply(Plan plan) {
    VisibleTimes visible = VisibleTimes.of(plan);
    List<SelectRequest> requests = new ArrayList<>();
    List<OptimisationNote> notes = new ArrayList<>();
    for (SelectRequest before : plan.requests()) {
      int i = requests.size();
      SelectRequest cut = visible.cut(i, before);
      requests.add(cut);
      if (cut != before) {
        notes.add(
            new OptimisationNote(
                Optimisation.TIGHT_TIME_RANGES,
                "selection "
                    + i
                    + " asks for "
                    + ReadText.range(cut)
                    + " in place of "
                    + ReadText.range(before)));
      }
    }
    return notes.isEmpty() ? plan : plan.with(plan.root(), requests, notes);
  }
}
