package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An operator of which it is noted what it gives and how long it takes. */
record MeasuredOperator(VectorOperator operator, NodeActuals actuals) implements VectorOperator {
  private record Counting<C extends SeriesConsumer>(C consumer, NodeActuals actuals)
      implements SeriesConsumer {
    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      actuals.addSeries();
      consumer.accept(labels, nameDropped, column);
    }
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    actuals.begin();
    long start = System.nanoTime();
    try {
      operator.<Counting<C>>feed(
          () -> new Counting<>(consumers.get(), actuals),
          counting -> inOrder.accept(counting.consumer));
    } finally {
      actuals.took(System.nanoTime() - start);
    }
  }
}
