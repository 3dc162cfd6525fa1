package io.promontory.promql.exec;

import io.promontory.promql.math.GoMath;
import io.promontory.promql.plan.ScalarNode;
import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.Arrays;
import java.util.List;

/** Computes scalars: one number for each step. */
final class ScalarEvaluator {
  private final OperatorBuilder operators;

  ScalarEvaluator(OperatorBuilder operators) {
    this.operators = operators;
  }

  double[][] evaluate(List<ScalarNode> nodes) {
    return nodes.stream().map(this::evaluate).toArray(double[][]::new);
  }

  double[] evaluate(ScalarNode node) {
    return switch (node) {
      case ScalarNode.Literal n -> constant(n.grid(), n.value());
      case ScalarNode.EvalTime n -> EvalTimes.seconds(n.grid());
      case ScalarNode.OfVector n -> onlyElement(n);
      case ScalarNode.Operation n -> {
        double[] left = evaluate(n.left());
        BinaryArithmetic.compute(n.op(), left, evaluate(n.right()), left);
        yield left;
      }
      case ScalarNode.Extreme n -> extreme(n.max(), evaluate(n.left()), evaluate(n.right()));
      case ScalarNode.Negation n -> negate(evaluate(n.input()));
      case ScalarNode.Repeat n ->
          constant(n.grid(), operators.repeated(n.grid()).scalars().evaluate(n.once())[0]);
    };
  }

  private static double[] constant(StepGrid grid, double value) {
    double[] values = new double[Evaluation.steps(grid)];
    Arrays.fill(values, value);
    return values;
  }

  private static double[] extreme(boolean max, double[] left, double[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] = max ? GoMath.max(left[i], right[i]) : GoMath.min(left[i], right[i]);
    }
    return left;
  }

  private static double[] negate(double[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = -values[i];
    }
    return values;
  }

  private double[] onlyElement(ScalarNode.OfVector node) {
    int steps = Evaluation.steps(node.grid());
    Only all = new Only(steps);
    operators.build(node.input()).feed(() -> new Only(steps), all::addAll);
    for (int step = 0; step < steps; step++) {
      if (all.counts[step] != 1) {
        all.values[step] = Double.NaN;
      }
    }
    return all.values;
  }

  private static final class Only implements SeriesConsumer {
    private final double[] values;
    private final int[] counts;

    Only(int steps) {
      values = new double[steps];
      counts = new int[steps];
    }

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      for (int step = 0; step < values.length; step++) {
        if (column.present[step] && column.histogram(step) == null) {
          counts[step]++;
          values[step] = column.values[step];
        }
      }
    }

    void addAll(Only other) {
      for (int step = 0; step < values.length; step++) {
        if (other.counts[step] > 0) {
          counts[step] += other.counts[step];
          values[step] = other.values[step];
        }
      }
    }
  }
}
