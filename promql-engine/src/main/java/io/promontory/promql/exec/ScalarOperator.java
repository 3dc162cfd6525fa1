package io.promontory.promql.exec;

import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.plan.VectorNode;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Arithmetic, comparison and trimming of each element with a scalar. */
final class ScalarOperator implements VectorOperator {
  private final VectorNode.ScalarOperation node;
  private final VectorOperator input;
  private final double[] scalar;
  private final Evaluation evaluation;
  private final boolean filters;
  private final boolean dropsName;

  ScalarOperator(
      VectorNode.ScalarOperation node,
      VectorOperator input,
      double[] scalar,
      Evaluation evaluation) {
    this.node = node;
    this.input = input;
    this.scalar = scalar;
    this.evaluation = evaluation;
    this.filters = node.op().isComparison() && !node.returnBool();
    this.dropsName = !filters && !BinaryElement.isTrim(node.op());
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    BinaryNotes notes = new BinaryNotes(scalar.length);
    input.feed(
        () -> new Step<>(consumers.get()),
        step -> {
          notes.addAll(step.notes);
          inOrder.accept(step.consumer);
        });
    notes.tell(node.op(), node.span(), evaluation.annotations());
  }

  private void computeFloats(StepColumn column) {
    BinaryOp op = node.op();
    double[] values = column.values;
    if (filters && node.scalarLeft()) {
      BinaryArithmetic.filter(op, scalar, values, column.present);
    } else if (filters) {
      BinaryArithmetic.filter(op, values, scalar, column.present);
    } else if (node.scalarLeft()) {
      BinaryArithmetic.compute(op, scalar, values, values);
    } else {
      BinaryArithmetic.compute(op, values, scalar, values);
    }
  }

  private final class Step<C extends SeriesConsumer> implements SeriesConsumer {
    private final C consumer;
    private final BinaryElement element = new BinaryElement(node.op());
    private final BinaryNotes notes = new BinaryNotes(scalar.length);

    Step(C consumer) {
      this.consumer = consumer;
    }

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      if (column.histograms == null && !BinaryElement.isTrim(node.op())) {
        computeFloats(column);
      } else {
        element.compute(column, scalar, node.scalarLeft(), node.returnBool(), notes);
      }
      if (!column.isEmpty()) {
        consumer.accept(
            dropsName ? evaluation.names().apply(labels) : labels,
            nameDropped || dropsName,
            column);
      }
    }
  }
}
