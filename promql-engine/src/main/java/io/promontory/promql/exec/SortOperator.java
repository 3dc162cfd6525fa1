package io.promontory.promql.exec;

import io.promontory.promql.math.ValueSort;
import io.promontory.series.labels.Labels;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The {@code sort} functions on one instant. */
final class SortOperator implements VectorOperator {
  private final VectorOperator input;
  private final UnaryOperator<List<EvaluatedSeries>> sorting;
  private final SampleMemory memory;

  SortOperator(
      VectorOperator input, UnaryOperator<List<EvaluatedSeries>> sorting, SampleMemory memory) {
    this.input = input;
    this.sorting = sorting;
    this.memory = memory;
  }

  static List<EvaluatedSeries> byValue(List<EvaluatedSeries> series, boolean descending) {
    double[] values = series.stream().mapToDouble(one -> one.column().values[0]).toArray();
    return IntStream.of(ValueSort.order(values, descending)).mapToObj(series::get).toList();
  }

  static List<EvaluatedSeries> byLabels(List<EvaluatedSeries> series, Comparator<Labels> order) {
    return series.stream().sorted(Comparator.comparing(EvaluatedSeries::labels, order)).toList();
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    try (Collected collected = Collected.from(input, memory)) {
      BatchFeed.feed(sorting.apply(collected.series()), consumers, inOrder);
    }
  }
}
