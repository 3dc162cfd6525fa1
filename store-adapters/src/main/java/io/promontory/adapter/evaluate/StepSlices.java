package io.promontory.adapter.evaluate;

import io.promontory.series.store.PartQuery;
import java.util.ArrayList;
import java.util.List;

/** Cuts the steps of a query. A step does not look at others, so that nothing changes. */
public final class StepSlices {
  /** Servers refuse ranges of more than 11 000 steps. */
  private static final int MOST_STEPS = 11_000;

  private StepSlices() {}

  /** Queries of the same steps, none of them with too many. */
  public static List<PartQuery> of(PartQuery query) {
    long steps = query.steps();
    List<PartQuery> slices = new ArrayList<>();
    for (long first = 0; first < steps; first += MOST_STEPS) {
      long last = Math.min(first + MOST_STEPS, steps) - 1;
      slices.add(
          query.at(
              query.startMs() + first * query.stepMs(), query.startMs() + last * query.stepMs()));
    }
    return slices;
  }
}
