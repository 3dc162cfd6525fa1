package io.promontory.promql.exec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** The {@code sort} functions on one instant. */
final class SortOperator implements VectorOperator {
  private final VectorOperator input;
  private final Comparator<EvaluatedSeries> order;
  private final SampleMemory memory;

  SortOperator(VectorOperator input, Comparator<EvaluatedSeries> order, SampleMemory memory) {
    this.input = input;
    this.order = order;
    this.memory = memory;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    try (Collected collected = Collected.from(input, memory)) {
      List<EvaluatedSeries> sorted = new ArrayList<>(collected.series());
      sorted.sort(order);
      BatchFeed.feed(sorted, consumers, inOrder);
    }
  }
}
