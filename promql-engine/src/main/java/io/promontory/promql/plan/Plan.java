package io.promontory.promql.plan;

import io.promontory.series.store.SelectRequest;
import java.util.List;

/**
 * A query ready to run.
 *
 * @param root computes the value
 * @param grid the steps of the query
 * @param selections what the stores are asked for; nodes refer to them by index
 * @param ordered true where the expression itself orders an instant vector
 */
public record Plan(PlanNode root, StepGrid grid, List<SelectRequest> selections, boolean ordered) {
  public Plan {
    selections = List.copyOf(selections);
  }
}
