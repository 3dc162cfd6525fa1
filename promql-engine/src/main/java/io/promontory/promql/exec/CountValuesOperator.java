package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoFloats;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code count_values}: of each group, at each step, how many elements have each value. */
final class CountValuesOperator implements VectorOperator {
  private final VectorOperator input;
  private final int steps;
  private final Grouping grouping;
  private final String valueLabel;
  private final SampleMemory memory;

  CountValuesOperator(
      VectorOperator input, int steps, Grouping grouping, String valueLabel, SampleMemory memory) {
    this.input = input;
    this.steps = steps;
    this.grouping = grouping;
    this.valueLabel = valueLabel;
    this.memory = memory;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    Map<Labels, StepColumn> counts = new LinkedHashMap<>();
    Recycler<SeriesBatch> batches = new Recycler<>(() -> new SeriesBatch(steps));
    input.feed(
        batches::take,
        batch -> {
          for (int row = 0; row < batch.size(); row++) {
            count(batch.labels(row), batch.column(row), counts);
          }
          batch.clear();
          batches.giveBack(batch);
        });
    BatchFeed<C> feed = new BatchFeed<>(consumers, inOrder);
    counts.forEach((labels, column) -> feed.add(labels, false, column));
    feed.finish();
    memory.release((long) counts.size() * steps);
  }

  private void count(Labels labels, StepColumn column, Map<Labels, StepColumn> counts) {
    Map<Object, StepColumn> ofValue = new HashMap<>();
    for (int step = 0; step < steps; step++) {
      if (column.present[step]) {
        FloatHistogram histogram = column.histogram(step);
        Object value = histogram == null ? column.values[step] : histogram.toString();
        StepColumn group = ofValue.computeIfAbsent(value, key -> group(labels, key, counts));
        group.set(step, group.present[step] ? group.values[step] + 1 : 1);
      }
    }
  }

  private StepColumn group(Labels labels, Object value, Map<Labels, StepColumn> counts) {
    String text = value instanceof Double number ? GoFloats.fixed(number) : value.toString();
    Labels group = grouping.group(labels.with(valueLabel, text));
    return counts.computeIfAbsent(
        group,
        key -> {
          memory.hold(steps);
          return new StepColumn(steps);
        });
  }
}
