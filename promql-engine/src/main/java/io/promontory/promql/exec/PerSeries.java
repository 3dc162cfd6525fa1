package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What an operator does that looks at each series by itself: done by the worker that evaluated the
 * series, on the column at hand. Called from several threads at once.
 */
interface PerSeries {
  /** Takes a series, and hands on what becomes of it, if anything. */
  void accept(Labels labels, boolean nameDropped, StepColumn column, SeriesConsumer next);

  /** Feeds the series of an input, each through this. */
  default <C extends SeriesConsumer> void feed(
      VectorOperator input, Supplier<C> consumers, Consumer<C> inOrder) {
    input.feed(
        () -> new Through<>(this, consumers.get()), through -> inOrder.accept(through.next()));
  }

  /** A consumer behind a step. */
  record Through<C extends SeriesConsumer>(PerSeries step, C next) implements SeriesConsumer {
    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      step.accept(labels, nameDropped, column, next);
    }
  }
}
