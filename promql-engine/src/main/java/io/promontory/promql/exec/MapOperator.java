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
    PerSeries map = this::map;
    map.feed(input, consumers, inOrder);
  }

  private void map(Labels labels, boolean nameDropped, StepColumn column, SeriesConsumer next) {
    transform.apply(column);
    if (!column.isEmpty()) {
      if (dropName == null) {
        next.accept(labels, nameDropped, column);
      } else {
        next.accept(dropName.apply(labels), true, column);
      }
    }
  }
}
