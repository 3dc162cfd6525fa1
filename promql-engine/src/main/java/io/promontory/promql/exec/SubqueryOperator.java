package io.promontory.promql.exec;

import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A function of a subquery: the values of the inner steps become samples under the windows of the
 * outer ones.
 */
final class SubqueryOperator implements VectorOperator {
  private final VectorOperator input;
  private final StepGrid inner;
  private final Supplier<WindowEvaluator> windows;
  private final boolean dropsName;
  private final Evaluation evaluation;

  SubqueryOperator(
      VectorOperator input,
      StepGrid inner,
      Supplier<WindowEvaluator> windows,
      boolean dropsName,
      Evaluation evaluation) {
    this.input = input;
    this.inner = inner;
    this.windows = windows;
    this.dropsName = dropsName;
    this.evaluation = evaluation;
  }

  @Override
  public <C extends SeriesConsumer> void feed(Supplier<C> consumers, Consumer<C> inOrder) {
    Recycler<Samples> buffers = new Recycler<>(() -> new Samples(windows.get()));
    input.feed(() -> new Step<>(consumers.get(), buffers), step -> inOrder.accept(step.consumer));
  }

  private final class Samples {
    private final WindowEvaluator windows;
    private final long[] times = new long[Evaluation.steps(inner)];
    private final double[] values = new double[times.length];

    Samples(WindowEvaluator windows) {
      this.windows = windows;
    }

    int load(StepColumn column) {
      int size = 0;
      for (int step = 0; step < times.length; step++) {
        if (column.present[step]) {
          times[size] = inner.startMs() + step * inner.stepMs();
          values[size++] = column.values[step];
        }
      }
      return size;
    }
  }

  private final class Step<C extends SeriesConsumer> implements SeriesConsumer {
    private final C consumer;
    private final Recycler<Samples> buffers;

    Step(C consumer, Recycler<Samples> buffers) {
      this.consumer = consumer;
      this.buffers = buffers;
    }

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      Samples samples = buffers.take();
      int size = samples.load(column);
      WindowEvaluator window = samples.windows;
      if (window.evaluate(labels, samples.times, samples.values, size)) {
        consumer.accept(
            dropsName ? evaluation.names().apply(labels) : labels,
            dropsName || nameDropped,
            window.column());
      }
      evaluation.counts().addQueryable(window.seen());
      buffers.giveBack(samples);
    }
  }
}
