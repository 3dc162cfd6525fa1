package io.promontory.promql.plan;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Runs the passes that are on, in an order in which each finds what those before it prepare. */
final class Optimiser {
  private Optimiser() {}

  /**
   * The plan after all passes.
   *
   * @param pushdown the first one, which knows the stores
   * @param checkpoint called now and then
   */
  static Plan optimise(Plan plan, PlanOptions options, Pass pushdown, Runnable checkpoint) {
    Set<String> dropped = options.droppedLabels();
    Map<Optimisation, Pass> passes = new LinkedHashMap<>();
    passes.put(Optimisation.PUSHDOWN, pushdown);
    passes.put(Optimisation.CONSTANT_FOLDING, new ConstantFolding());
    passes.put(Optimisation.MATCHER_PROPAGATION, new MatcherPropagation(dropped));
    passes.put(Optimisation.TIGHT_TIME_RANGES, new TightTimeRanges());
    passes.put(Optimisation.COUNTS_WITHOUT_BUCKETS, new CountsWithoutBuckets());
    passes.put(Optimisation.COMMON_SUBEXPRESSIONS, new CommonSubexpressions());
    passes.put(Optimisation.MERGED_SELECTORS, new MergedSelectors(dropped, checkpoint));
    passes.put(Optimisation.LABEL_PROJECTION, new LabelProjection());
    Plan optimised = plan;
    for (Map.Entry<Optimisation, Pass> pass : passes.entrySet()) {
      if (options.optimisations().contains(pass.getKey())) {
        checkpoint.run();
        optimised = pass.getValue().apply(optimised);
      }
    }
    return optimised;
  }
}
