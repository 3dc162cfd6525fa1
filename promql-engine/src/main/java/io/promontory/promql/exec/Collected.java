package io.promontory.promql.exec;

import io.promontory.promql.value.StepColumn;
import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.List;

/** All series of an operator, held in memory and counted there. */
final class Collected implements AutoCloseable {
  private final SampleMemory memory;
  private final List<EvaluatedSeries> series;
  private final long samples;

  private Collected(SampleMemory memory, List<EvaluatedSeries> series, long samples) {
    this.memory = memory;
    this.series = series;
    this.samples = samples;
  }

  static Collected from(VectorOperator input, SampleMemory memory) {
    long[] held = {0};
    List<EvaluatedSeries> all = new ArrayList<>();
    input.feed(
        Batch::new,
        batch -> {
          long weight = batch.weight;
          memory.hold(weight);
          held[0] += weight;
          all.addAll(batch.series);
        });
    return new Collected(memory, all, held[0]);
  }

  List<EvaluatedSeries> series() {
    return series;
  }

  @Override
  public void close() {
    memory.release(samples);
  }

  private static final class Batch implements SeriesConsumer {
    private final List<EvaluatedSeries> series = new ArrayList<>();
    private long weight;

    @Override
    public void accept(Labels labels, boolean nameDropped, StepColumn column) {
      series.add(new EvaluatedSeries(labels, nameDropped, column.copy()));
      weight += HistogramWeight.of(column);
    }
  }
}
