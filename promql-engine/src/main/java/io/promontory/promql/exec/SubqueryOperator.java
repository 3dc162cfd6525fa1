package io.promontory.promql.exec;

import io.promontory.promql.plan.StepGrid;
import io.promontory.promql.value.StepColumn;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.histogram.ResetHint;
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
    Recycler<Samples> buffers = new Recycler<>(this::samples);
    PerSeries overWindows =
        (labels, nameDropped, column, next) -> {
          Samples samples = buffers.take();
          evaluate(labels, nameDropped, column, samples, next);
          buffers.giveBack(samples);
        };
    overWindows.feed(input, consumers, inOrder);
  }

  private Samples samples() {
    evaluation.memory().holdAtWork(inner.count());
    return new Samples(windows.get());
  }

  private void evaluate(
      Labels labels, boolean nameDropped, StepColumn column, Samples samples, SeriesConsumer next) {
    samples.load(column);
    WindowEvaluator window = samples.windows;
    if (window.evaluate(labels, samples.samples)) {
      next.accept(
          dropsName ? evaluation.names().apply(labels) : labels,
          dropsName || nameDropped,
          window.column());
    }
    evaluation.counts().addQueryable(window.seen());
  }

  private final class Samples {
    private final WindowEvaluator windows;
    private final MeasuredSamples samples = new MeasuredSamples();

    Samples(WindowEvaluator windows) {
      this.windows = windows;
      samples.floats.ensureCapacity(Evaluation.steps(inner));
    }

    /** Nothing is known of resets between the results of different steps. */
    void load(StepColumn column) {
      samples.clear();
      for (int step = 0; step < column.steps(); step++) {
        if (column.present[step]) {
          long time = inner.startMs() + step * inner.stepMs();
          FloatHistogram histogram = column.histogram(step);
          if (histogram == null) {
            samples.floats.add(time, column.values[step]);
          } else {
            samples.histograms.add(
                time,
                histogram.hint() == ResetHint.GAUGE
                    ? histogram
                    : histogram.withHint(ResetHint.UNKNOWN));
          }
        }
      }
    }
  }
}
