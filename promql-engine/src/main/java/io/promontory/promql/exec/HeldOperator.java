package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Series that are there already. */
record HeldOperator(List<EvaluatedSeries> series) implements VectorOperator {
  /** One series without labels, with a value at each step. */
  static HeldOperator of(double[] values) {
    StepColumn column = new StepColumn(values.length);
    System.arraycopy(values, 0, column.values, 0, values.length);
    Arrays.fill(column.present, true);
    return new HeldOperator(List.of(new EvaluatedSeries(Labels.EMPTY, false, column)));
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    BatchFeed.feed(series, consumers, inOrder);
  }
}
