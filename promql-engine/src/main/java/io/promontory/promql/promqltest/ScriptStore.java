package io.promontory.promql.promqltest;

import io.promontory.promql.parse.DescribedValue;
import io.promontory.promql.promqltest.Command.Load;
import io.promontory.promql.promqltest.Command.LoadedSeries;
import io.promontory.series.histogram.FloatHistogram;
import io.promontory.series.labels.Labels;
import io.promontory.series.store.Store;
import io.promontory.series.store.memory.AppendResult;
import io.promontory.series.store.memory.Appender;
import io.promontory.series.store.memory.MemoryStore;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series that a script has loaded. */
final class ScriptStore {
  private final MemoryStore store = new MemoryStore("script", Labels.EMPTY);

  Store store() {
    return store;
  }

  /**
   * Adds samples.
   *
   * @throws ScriptException if a series already has a sample at that time or later, or if there is
   *     a classic histogram that cannot be converted
   */
  void load(Load load) {
    for (LoadedSeries series : load.series()) {
      load(load, series);
    }
    if (load.customBuckets()) {
      CustomBuckets.of(load).forEach((labels, histograms) -> load(load, labels, histograms));
    }
  }

  private void load(Load load, LoadedSeries series) {
    Appender appender = store.appender(series.labels());
    for (int i = 0; i < series.values().size(); i++) {
      long time = i * load.stepMs();
      long start = startTime(series.startOffsets(), i, time);
      AppendResult result =
          switch (series.values().get(i)) {
            case DescribedValue.Gap _ -> AppendResult.ACCEPTED;
            case DescribedValue.Number number -> appender.append(time, number.value(), start);
            case DescribedValue.Histogram h -> appender.append(time, h.histogram(), start);
          };
      check(result, load, time, series.labels());
    }
  }

  /** In ms, 0 where unknown. */
  private static long startTime(@Nullable List<@Nullable Long> offsets, int i, long time) {
    Long offset = offsets == null ? null : offsets.get(i);
    return offset == null ? 0 : time + offset;
  }

  private void load(Load load, Labels labels, Map<Long, FloatHistogram> histograms) {
    Appender appender = store.appender(labels);
    histograms.forEach(
        (time, histogram) -> check(appender.append(time, histogram), load, time, labels));
  }

  private static void check(AppendResult result, Load load, long time, Labels labels) {
    if (result != AppendResult.ACCEPTED && result != AppendResult.KNOWN) {
      throw new ScriptException(
          load.line(), "cannot load the sample at " + time + " ms of " + labels + ": " + result);
    }
  }
}
