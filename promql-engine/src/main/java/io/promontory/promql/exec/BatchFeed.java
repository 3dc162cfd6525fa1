package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Feeds series that an operator makes on the query's thread, a batch at a time. */
final class BatchFeed<C extends SeriesConsumer> {
  private final Supplier<C> consumers;
  private final Consumer<C> inOrder;
  private @Nullable C current;
  private int size;

  BatchFeed(Supplier<C> consumers, Consumer<C> inOrder) {
    this.consumers = consumers;
    this.inOrder = inOrder;
  }

  /** Feeds all series of a list. */
  static <C extends SeriesConsumer> void feed(
      List<EvaluatedSeries> series, Supplier<C> consumers, Consumer<C> inOrder) {
    BatchFeed<C> feed = new BatchFeed<>(consumers, inOrder);
    series.forEach(one -> feed.add(one.labels(), one.nameDropped(), one.column()));
    feed.finish();
  }

  /** Feeds a series, unless all its slots are absent. */
  void add(Labels labels, boolean nameDropped, StepColumn column) {
    if (column.isEmpty()) {
      return;
    }
    C consumer = current;
    if (consumer == null) {
      consumer = consumers.get();
      current = consumer;
    }
    consumer.accept(labels, nameDropped, column);
    if (++size >= BatchSize.series(column.steps())) {
      finish();
    }
  }

  /** Hands over what has not been handed over yet. */
  void finish() {
    if (current != null) {
      inOrder.accept(current);
      current = null;
      size = 0;
    }
  }
}
