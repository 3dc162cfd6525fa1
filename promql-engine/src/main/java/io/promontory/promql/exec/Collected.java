package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/** All series of an operator, held in memory and counted there. */
final class Collected implements AutoCloseable {
  private final List<EvaluatedSeries> series;
  private final Runnable release;

  private Collected(List<EvaluatedSeries> series, Runnable release) {
    this.series = series;
    this.release = release;
  }

  static Collected from(VectorOperator input, SampleMemory memory) {
    long[] held = {0};
    List<EvaluatedSeries> all = new ArrayList<>();
    input.feed(
        () -> new Batch(memory),
        batch -> {
          memory.hold(batch.weight - batch.held);
          held[0] += batch.weight;
          all.addAll(batch.series);
        });
    return new Collected(all, () -> memory.release(held[0]));
  }

  /** The same series for one of several users, which all only read them. */
  Collected lent(Runnable giveBack) {
    return new Collected(series, giveBack);
  }

  List<EvaluatedSeries> series() {
    return series;
  }

  @Override
  public void close() {
    release.run();
  }

  private static final class Batch implements SeriesConsumer {
    private final SampleMemory memory;
    private final List<EvaluatedSeries> series = new ArrayList<>();
    private long weight;

    /** What of the weight is counted already. */
    private long held;

    Batch(SampleMemory memory) {
      this.memory = memory;
    }

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      held += memory.holdAtWork(column.steps());
      series.add(new EvaluatedSeries(labels, nameDropped, column.copy()));
      weight += HistogramWeight.of(column);
    }
  }
}
