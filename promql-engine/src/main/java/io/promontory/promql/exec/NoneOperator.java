package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Yields nothing of its input, which is evaluated all the same for what it remarks or refuses. */
record NoneOperator(VectorOperator input) implements VectorOperator {
  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    input.feed(() -> NoneOperator::ignore, nothing -> {});
  }

  private static void ignore(Labels labels, boolean nameDropped, StepColumn column) {}
}
