package io.promontory.promql.exec;

import io.promontory.promql.function.CallSite;
import io.promontory.promql.function.ExtendedRanges;
import io.promontory.promql.function.RangeFunction;
import io.promontory.promql.function.SmoothedKernel;
import io.promontory.promql.plan.MatrixNode;
import io.promontory.promql.plan.Reach;
import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.plan.VectorNode;
import java.util.function.Supplier;

/** Makes the operators of functions over windows. */
record RangeCallBuilder(OperatorBuilder operators) {
  VectorOperator build(VectorNode.RangeCall node) {
    Evaluation evaluation = operators.evaluation();
    RangeFunction function = evaluation.functions().range(node.call().function().name());
    if (function == null) {
      throw new IllegalStateException("no function " + node.call().function().name());
    }
    CallSite site = new CallSite(node.call(), evaluation.annotations(), evaluation.flags());
    double[][] scalars = operators.scalars().evaluate(node.scalars());
    MatrixNode input = node.input();
    Supplier<WindowEvaluator> windows =
        () ->
            new WindowEvaluator(
                node.grid(),
                input,
                ExtendedRanges.kernel(function, site),
                scalars,
                operators.evaluation()::checkpoint);
    return switch (input) {
      case MatrixNode.RangeSelect select ->
          scan(select.selection(), node.grid(), windows, function.dropsName());
      case MatrixNode.OfSubquery subquery -> subquery(subquery, windows, function.dropsName());
    };
  }

  /** A smoothed instant selector: windows without width that reach to both sides. */
  VectorOperator smoothed(VectorNode.SmoothedSelect node) {
    Evaluation evaluation = operators.evaluation();
    Reach reach = new Reach(node.lookbackMs(), node.lookbackMs());
    MatrixNode around = new MatrixNode.RangeSelect(node.selection(), node.time(), 0, reach);
    return scan(
        node.selection(),
        node.grid(),
        () ->
            new WindowEvaluator(
                node.grid(),
                around,
                new SmoothedKernel(evaluation.annotations(), node.span()),
                new double[0][],
                evaluation::checkpoint),
        false);
  }

  private VectorOperator scan(
      int selection, StepGrid grid, Supplier<WindowEvaluator> windows, boolean dropsName) {
    Evaluation evaluation = operators.evaluation();
    return new ScanOperator(
        evaluation,
        selection,
        grid,
        () ->
            new RangeEvaluator(
                evaluation.scans().request(selection), windows.get(), dropsName, evaluation));
  }

  private VectorOperator subquery(
      MatrixNode.OfSubquery subquery, Supplier<WindowEvaluator> windows, boolean dropsName) {
    Evaluation evaluation = operators.evaluation();
    StepGrid grid = subquery.input().grid();
    evaluation.memory().holdAtWork(grid.count());
    Evaluation inner = evaluation.withCounts(evaluation.counts().belowSubquery());
    VectorOperator input = new OperatorBuilder(inner).build(subquery.input());
    return new SubqueryOperator(input, grid, windows, dropsName, evaluation);
  }
}
