package io.promontory.promql.plan;

import io.promontory.promql.ast.BinaryOp;

/** One number for each step. */
public sealed interface ScalarNode extends PlanNode {
  StepGrid grid();

  /** A constant. */
  record Literal(StepGrid grid, double value) implements ScalarNode {}

  /** {@code time()}: the evaluation time in seconds. */
  record EvalTime(StepGrid grid) implements ScalarNode {}

  /** {@code scalar(v)}: the only element, or NaN. */
  record OfVector(VectorNode input) implements ScalarNode {
    @Override
    public StepGrid grid() {
      return input.grid();
    }
  }

  /** An operation on two scalars; comparisons give 0 or 1. */
  record Operation(BinaryOp op, ScalarNode left, ScalarNode right) implements ScalarNode {
    @Override
    public StepGrid grid() {
      return left.grid();
    }
  }

  /** {@code max_of} or {@code min_of}. */
  record Extreme(boolean max, ScalarNode left, ScalarNode right) implements ScalarNode {
    @Override
    public StepGrid grid() {
      return left.grid();
    }
  }

  /** Unary minus. */
  record Negation(ScalarNode input) implements ScalarNode {
    @Override
    public StepGrid grid() {
      return input.grid();
    }
  }

  /** A value of one step, the same at all steps. */
  record Repeat(StepGrid grid, ScalarNode once) implements ScalarNode {}
}
