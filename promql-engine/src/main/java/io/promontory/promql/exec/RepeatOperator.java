package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
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
    once.feed(() -> new Step<>(consumers.get(), columns), step -> inOrder.accept(step.consumer));
  }

  private static final class Step<C extends SeriesConsumer> implements SeriesConsumer {
    private final C consumer;
    private final Recycler<StepColumn> columns;

    Step(C consumer, Recycler<StepColumn> columns) {
      this.consumer = consumer;
      this.columns = columns;
    }

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      StepColumn repeated = columns.take();
      Arrays.fill(repeated.values, column.values[0]);
      Arrays.fill(repeated.present, true);
      FloatHistogram histogram = column.histogram(0);
      if (histogram == null) {
        repeated.clearHistograms();
      } else {
        Arrays.fill(repeated.withHistograms(), histogram);
      }
      consumer.accept(labels, nameDropped, repeated);
      columns.giveBack(repeated);
    }
  }
}
