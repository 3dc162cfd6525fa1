package io.promontory.promql.exec;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.annotation.Annotations;
import io.promontory.promql.function.FunctionLibrary;
import io.promontory.promql.plan.Plan;
import io.promontory.promql.plan.StepGrid;
import io.promontory.series.store.QueryContext;
import org.jspecify.annotations.Nullable;

/**
 * What the operators of one query share.
 *
 * @param recording what is noted of this run; null where nobody asks
 * @param keepsNames true where nobody looks at metric names, so that they need not be taken off
 */
record Evaluation(
    SelectorScans scans,
    PushedCalls pushed,
    QueryContext context,
    SampleMemory memory,
    SharedResults shared,
    SampleCounts counts,
    WorkerPool workers,
    FunctionLibrary functions,
    Annotations annotations,
    FeatureFlags flags,
    @Nullable Recording recording,
    boolean keepsNames) {

  Evaluation withCounts(SampleCounts newCounts) {
    return with(newCounts, annotations);
  }

  Evaluation with(SampleCounts newCounts, Annotations newAnnotations) {
    return new Evaluation(
        scans,
        pushed,
        context,
        memory,
        shared,
        newCounts,
        workers,
        functions,
        newAnnotations,
        flags,
        recording,
        keepsNames);
  }

  Evaluation keepingNames() {
    return new Evaluation(
        scans,
        pushed,
        context,
        memory,
        shared,
        counts,
        workers,
        functions,
        annotations,
        flags,
        recording,
        true);
  }

  /** For another plan that is evaluated in this one's place. */
  Evaluation reading(Plan instead) {
    return new Evaluation(
        pushed.read(instead),
        pushed,
        context,
        memory,
        new SharedResults(),
        counts,
        workers,
        functions,
        annotations,
        flags,
        recording,
        keepsNames);
  }

  NameDropping names() {
    return new NameDropping(keepsNames || flags.delayedNameRemoval());
  }

  /** Ends the evaluation if its time is up; called at least once for each series. */
  void checkpoint() {
    Interruption.check(context, "expression evaluation");
  }

  /**
   * The number of slots a column of this grid needs.
   *
   * @throws io.promontory.promql.engine.QueryException if no column could be that long
   */
  static int steps(StepGrid grid) {
    long count = grid.count();
    if (count > Integer.MAX_VALUE - 16) {
      throw SampleMemory.exceeded();
    }
    return (int) count;
  }
}
