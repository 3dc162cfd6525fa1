package io.promontory.promql.exec;

import io.promontory.series.store.SelectRequest;
import io.promontory.series.store.Series;

/** A function of a range selector, over stored samples. */
final class RangeEvaluator implements SeriesEvaluator {
  private final SeriesReader reader;
  private final WindowEvaluator windows;
  private final SampleCounts counts;
  private final boolean dropsName;
  private final NameDropping names;

  RangeEvaluator(
      SelectRequest request, WindowEvaluator windows, boolean dropsName, Evaluation evaluation) {
    this.reader = new SeriesReader(request, evaluation.flags().useStartTimestamps(), evaluation);
    this.windows = windows;
    this.counts = evaluation.counts();
    this.dropsName = dropsName;
    this.names = evaluation.names();
  }

  @Override
  public void evaluate(Series series, SeriesConsumer consumer) {
    boolean any = windows.evaluate(series.labels(), reader.readMeasured(series));
    counts.addQueryable(windows.seen());
    counts.addRead(windows.covered());
    if (any) {
      consumer.accept(
          dropsName ? names.apply(series.labels()) : series.labels(), dropsName, windows.column());
    }
  }
}
