package io.promontory.promql.promqltest;

import io.promontory.promql.promqltest.Command.Load;
import io.promontory.promql.promqltest.Command.LoadedSeries;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Store;
import io.promontory.series.store.memory.AppendResult;
import io.promontory.series.store.memory.Appender;
import io.promontory.series.store.memory.MemoryStore;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The series that a script has loaded. */
final class ScriptStore {
  private static final List<String> CLASSIC_SUFFIXES = List.of("_bucket", "_count", "_sum");

  private final MemoryStore store = new MemoryStore("script", Labels.EMPTY);
  private final Set<Labels> histograms = new HashSet<>();

  Store store() {
    return store;
  }

  /**
   * Adds samples.
   *
   * @throws ScriptException if a series already has a sample at that time or later
   */
  void load(Load load) {
    for (LoadedSeries series : load.series()) {
      load(load, series);
      if (load.customBuckets()) {
        noteCustomBuckets(series.labels());
      }
    }
  }

  private void load(Load load, LoadedSeries series) {
    Appender appender = store.appender(series.labels());
    for (int i = 0; i < series.values().size(); i++) {
      switch (series.values().get(i)) {
        case Value.Gap _ -> {}
        case Value.Histogram _ -> histograms.add(series.labels());
        case Value.Number number -> {
          long time = i * load.stepMs();
          AppendResult result =
              appender.append(time, number.value(), startTime(series.startOffsets(), i, time));
          if (result != AppendResult.ACCEPTED) {
            throw new ScriptException(
                load.line(), "cannot load sample " + i + " of " + series.labels() + ": " + result);
          }
        }
      }
    }
  }

  /** In ms, 0 where unknown. */
  private static long startTime(
      @Nullable List<@Nullable Long> offsets, int position, long sampleTime) {
    Long offset = offsets == null ? null : offsets.get(position);
    return offset == null ? 0 : sampleTime + offset;
  }

  private void noteCustomBuckets(Labels labels) {
    String name = labels.metricName();
    for (String suffix : CLASSIC_SUFFIXES) {
      if (name.endsWith(suffix)) {
        String base = name.substring(0, name.length() - suffix.length());
        histograms.add(labels.with("le", "").with(Labels.METRIC_NAME, base));
      }
    }
  }

  /** True where a selector finds a series with native histograms, which the store cannot hold. */
  boolean hasHistogram(List<Matcher> matchers) {
    return histograms.stream()
        .anyMatch(
            labels -> matchers.stream().allMatch(m -> m.matches(labels.getOrEmpty(m.name()))));
  }
}
