package io.promontory.promql.plan;

import io.promontory.promql.FeatureFlags;
import java.util.Set;

/**
 * What planning depends on besides the query.
 *
 * @param lookbackMs look-back of instant selectors, ms
 * @param subqueryStepMs step of subqueries that name none, ms
 * @param maxResolutionMs ms between samples that are good enough, 0 for raw ones
 * @param optimisations those that are on
 * @param droppedLabels names of labels by which matchers choose, and that series come without
 */
public record PlanOptions(
    long lookbackMs,
    long subqueryStepMs,
    long maxResolutionMs,
    FeatureFlags flags,
    Set<Optimisation> optimisations,
    Set<String> droppedLabels) {
  public PlanOptions {
    optimisations = Set.copyOf(optimisations);
    droppedLabels = Set.copyOf(droppedLabels);
  }
}
