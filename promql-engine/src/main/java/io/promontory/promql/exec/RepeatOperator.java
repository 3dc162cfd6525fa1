package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Shows the values of one step at all steps. */
final class RepeatOperator implements VectorOperator {
  private final VectorOperator once;
  private final int steps;

  RepeatOperator(VectorOperator once, int steps) {
    this.once = once;
    this.steps = steps;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    Recycler<StepColumn> columns = new Recycler<>(() -> new StepColumn(steps));
    PerSeries repeat =
        (labels, nameDropped, column, next) -> {
          StepColumn repeated = columns.take();
          repeat(column, repeated);
          next.accept(labels, nameDropped, repeated);
          columns.giveBack(repeated);
        };
    repeat.feed(once, consumers, inOrder);
  }

  private static void repeat(StepColumn column, StepColumn repeated) {
    Arrays.fill(repeated.values, column.values[0]);
    Arrays.fill(repeated.present, true);
    FloatHistogram histogram = column.histogram(0);
    if (histogram == null) {
      repeated.clearHistograms();
    } else {
      Arrays.fill(repeated.withHistograms(), histogram);
    }
  }
}
