package io.promontory.promql.exec;

import io.promontory.promql.exec.GroupTable.Group;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * An aggregation to one series a group. Workers evaluate the input; the query's thread adds their
 * columns up in the order of the input, which is the order in which Prometheus adds, so that sums
 * agree with its sums to the bit on any number of threads.
 */
final class AggregateOperator implements VectorOperator {
  private final VectorOperator input;
  private final int steps;
  private final Grouping grouping;
  private final Supplier<Accumulator> accumulators;
  private final boolean namesLeft;
  private final SampleMemory memory;

  /**
   * Takes its input and how to group it.
   *
   * @param namesLeft true where series still have names that nobody is to see
   */
  AggregateOperator(
      VectorOperator input,
      int steps,
      Grouping grouping,
      Supplier<Accumulator> accumulators,
      boolean namesLeft,
      SampleMemory memory) {
    this.input = input;
    this.steps = steps;
    this.grouping = grouping;
    this.accumulators = accumulators;
    this.namesLeft = namesLeft;
    this.memory = memory;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    GroupTable<Accumulator> table = new GroupTable<>(grouping, accumulators);
    long held = gather(table);
    BatchFeed<C> feed = new BatchFeed<>(consumers, inOrder);
    StepColumn column = new StepColumn(steps);
    for (Group<Accumulator> group : table.groups()) {
      group.content.finish(column);
      feed.add(group.labels, group.nameDropped, column);
    }
    feed.finish();
    memory.release(held);
  }

  private long gather(GroupTable<Accumulator> table) {
    long[] held = {0};
    try (SeriesBatches batches = new SeriesBatches(steps, memory)) {
      input.feed(
          batches::take,
          batch -> {
            int groups = table.groups().size();
            long more = 0;
            for (int row = 0; row < batch.size(); row++) {
              Group<Accumulator> group = table.of(batch.labels(row));
              group.nameDropped |= batch.nameDropped(row);
              boolean nameless = namesLeft && batch.nameDropped(row);
              group.content.add(nameless ? Labels.EMPTY : batch.labels(row), batch.column(row));
              more += group.content.held();
            }
            more += (long) steps * (table.groups().size() - groups);
            memory.hold(more);
            held[0] += more;
            batches.giveBack(batch);
          });
    }
    return held[0];
  }
}
