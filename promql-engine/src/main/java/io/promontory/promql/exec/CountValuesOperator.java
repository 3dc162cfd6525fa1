package io.promontory.promql.exec;

import io.promontory.promql.exec.GroupTable.Group;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.text.GoFloats;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code count_values}: of each group, at each step, how many elements have each value. */
final class CountValuesOperator implements VectorOperator {
  private final VectorOperator input;
  private final int steps;
  private final Grouping grouping;
  private final String valueLabel;
  private final boolean labelled;
  private final SampleMemory memory;

  /**
   * Takes its input and how to group it.
   *
   * @param grouping how, without regard to the label of the value
   * @param labelled false where the grouping takes that label away again
   */
  CountValuesOperator(
      VectorOperator input,
      int steps,
      Grouping grouping,
      String valueLabel,
      boolean labelled,
      SampleMemory memory) {
    this.input = input;
    this.steps = steps;
    this.grouping = grouping;
    this.valueLabel = valueLabel;
    this.labelled = labelled;
    this.memory = memory;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    GroupTable<Map<Object, ValueCount>> groups = new GroupTable<>(grouping, HashMap::new);
    List<ValueCount> inOrderOfAppearance = new ArrayList<>();
    long[] held = {0};
    try (SeriesBatches batches = new SeriesBatches(steps, memory)) {
      input.feed(
          batches::take,
          batch -> {
            long more = 0;
            for (int row = 0; row < batch.size(); row++) {
              Group<Map<Object, ValueCount>> group = groups.of(batch.labels(row));
              more += count(batch.column(row), group, inOrderOfAppearance);
            }
            memory.hold(more);
            held[0] += more;
            batches.giveBack(batch);
          });
    }
    BatchFeed<C> feed = new BatchFeed<>(consumers, inOrder);
    StepColumn column = new StepColumn(steps);
    for (ValueCount one : inOrderOfAppearance) {
      one.copyTo(column);
      feed.add(one.labels, false, column);
    }
    feed.finish();
    memory.release(held[0]);
  }

  /** Counts the values of a series; gives how many counts more are held. */
  private long count(
      StepColumn column, Group<Map<Object, ValueCount>> group, List<ValueCount> found) {
    long more = 0;
    for (int step = 0; step < steps; step++) {
      if (column.present[step]) {
        FloatHistogram histogram = column.histogram(step);
        Object value = histogram == null ? column.values[step] : histogram.toString();
        Object key = labelled ? value : valueLabel;
        ValueCount count = group.content.get(key);
        if (count == null) {
          count = new ValueCount(labels(group.labels, value));
          group.content.put(key, count);
          found.add(count);
        }
        more += count.add(step, steps);
      }
    }
    return more;
  }

  private Labels labels(Labels group, Object value) {
    if (!labelled) {
      return group;
    }
    return group.with(
        valueLabel, value instanceof Double number ? GoFloats.fixed(number) : value.toString());
  }
}
