package io.promontory.promql.plan;

import io.promontory.promql.FeatureFlags;

/**
 * What planning depends on besides the query.
 *
 * @param lookbackMs look-back of instant selectors, ms
 * @param subqueryStepMs step of subqueries that name none, ms
 */
public record PlanOptions(long lookbackMs, long subqueryStepMs, FeatureFlags flags) {}
