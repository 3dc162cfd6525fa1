package io.promontory.promql.engine;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.plan.Optimisation;
import java.time.Duration;
import java.util.Set;

/**
 * How an engine evaluates.
 *
 * @param lookbackDelta how old a sample may be for an instant selector to see it, where the query
 *     does not say
 * @param defaultSubqueryStep step of subqueries that name none (Prometheus: the global evaluation
 *     interval)
 * @param flags the parts of the language that are on
 * @param threads platform threads that evaluate, shared by all queries; 1 for none besides the
 *     callers'
 * @param optimisations of plans, those that are on
 */
public record EngineOptions(
    Duration lookbackDelta,
    Duration defaultSubqueryStep,
    FeatureFlags flags,
    int threads,
    Set<Optimisation> optimisations) {
  public EngineOptions {
    optimisations = Set.copyOf(optimisations);
    if (lookbackDelta.toMillis() <= 0 || defaultSubqueryStep.toMillis() <= 0) {
      throw new IllegalArgumentException("look-back and subquery step must be at least 1 ms");
    } else if (threads < 1) {
      throw new IllegalArgumentException("an engine needs at least 1 thread, got " + threads);
    }
  }

  /** With all optimisations. */
  public EngineOptions(
      Duration lookbackDelta, Duration defaultSubqueryStep, FeatureFlags flags, int threads) {
    this(lookbackDelta, defaultSubqueryStep, flags, threads, Optimisation.ALL);
  }

  /** Prometheus' defaults: 5 minutes, 1 minute, no flags; one thread for each processor. */
  public static EngineOptions defaults() {
    return new EngineOptions(
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        FeatureFlags.NONE,
        Runtime.getRuntime().availableProcessors());
  }
}
