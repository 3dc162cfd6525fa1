package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** {@code label_replace} and {@code label_join}; a series that is given a name keeps it. */
final class RelabelOperator implements VectorOperator {
  private final VectorOperator input;
  private final UnaryOperator<Labels> change;
  private final boolean writesName;

  RelabelOperator(VectorOperator input, UnaryOperator<Labels> change, boolean writesName) {
    this.input = input;
    this.change = change;
    this.writesName = writesName;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    PerSeries relabel = this::relabel;
    relabel.feed(input, consumers, inOrder);
  }

  @SuppressWarnings("ReferenceEquality") // the same object is how "unchanged" is told
  private void relabel(Labels labels, boolean nameDropped, StepColumn column, SeriesConsumer next) {
    Labels changed = change.apply(labels);
    boolean named = writesName && changed != labels;
    next.accept(changed, nameDropped && !named, column);
  }
}
