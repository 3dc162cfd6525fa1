package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whatever looks at one series at a time: done by the worker that evaluated the series, on the
 * column at hand.
 */
final class MapOperator implements VectorOperator {
  private final VectorOperator input;
  private final ColumnTransform transform;
  private final @Nullable UnaryOperator<Labels> dropName;

  /**
   * @param dropName takes the name from the labels; null where it stays
   */
  MapOperator(
      VectorOperator input, ColumnTransform transform, @Nullable UnaryOperator<Labels> dropName) {
    this.input = input;
    this.transform = transform;
    this.dropName = dropName;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    input.feed(() -> new Step<>(consumers.get()), step -> inOrder.accept(step.consumer));
  }

  private final class Step<C extends SeriesConsumer> implements SeriesConsumer {
    private final C consumer;

    Step(C consumer) {
      this.consumer = consumer;
    }

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      transform.apply(column);
      if (!column.isEmpty()) {
        if (dropName == null) {
          consumer.accept(labels, nameDropped, column);
        } else {
          consumer.accept(dropName.apply(labels), true, column);
        }
      }
    }
  }
}
