package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** {@code absent}: one series that is 1 where the input has no series. */
final class AbsentOperator implements VectorOperator {
  private final VectorOperator input;
  private final int steps;
  private final Labels labels;

  AbsentOperator(VectorOperator input, int steps, Labels labels) {
    this.input = input;
    this.steps = steps;
    this.labels = labels;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    StepColumn column = new StepColumn(steps);
    Arrays.fill(column.values, 1);
    Arrays.fill(column.present, true);
    input.feed(() -> new Presence(steps), presence -> presence.clearIn(column.present));
    BatchFeed<C> feed = new BatchFeed<>(consumers, inOrder);
    feed.add(labels, false, column);
    feed.finish();
  }

  /** At which steps there is any series. */
  static final class Presence implements SeriesConsumer {
    private final boolean[] any;

    Presence(int steps) {
      any = new boolean[steps];
    }

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      for (int step = 0; step < any.length; step++) {
        any[step] |= column.present[step];
      }
    }

    void clearIn(boolean[] absent) {
      for (int step = 0; step < any.length; step++) {
        absent[step] &= !any[step];
      }
    }
  }
}
