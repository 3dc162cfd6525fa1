package io.promontory.promql.exec;

import io.promontory.series.labels.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Info series by metric name and by what they describe. Of several that describe the same, the one
 * with the newest sample counts, step by step.
 */
final class InfoSeries {
  /** The labels that say which target a series is about. */
  static final List<String> IDENTIFYING = List.of("instance", "job");

  private final Map<String, Map<Labels, @Nullable EvaluatedSeries[]>> newest = new TreeMap<>();
  private final int steps;
  private final boolean[] looked;
  private final FirstError errors;

  /**
   * @param looked the steps at which there is anything to describe
   */
  InfoSeries(boolean[] looked, FirstError errors) {
    this.steps = looked.length;
    this.looked = looked;
    this.errors = errors;
  }

  static Labels identity(Labels labels) {
    return labels.keeping(IDENTIFYING);
  }

  /** Adds a series whose values are the times of its samples, ms. */
  void add(EvaluatedSeries series) {
    @Nullable EvaluatedSeries[] slots =
        newest
            .computeIfAbsent(series.labels().metricName(), name -> new HashMap<>())
            .computeIfAbsent(identity(series.labels()), identity -> new EvaluatedSeries[steps]);
    for (int step = 0; step < steps; step++) {
      if (looked[step] && series.column().present[step]) {
        slots[step] = newer(step, slots[step], series);
      }
    }
  }

  private EvaluatedSeries newer(
      int step, @Nullable EvaluatedSeries existing, EvaluatedSeries series) {
    if (existing == null) {
      return series;
    }
    long before = (long) existing.column().values[step];
    long time = (long) series.column().values[step];
    if (before == time) {
      errors.note(
          step,
          0,
          "found duplicate series for info metric: existing "
              + existing.labels()
              + " @ "
              + before
              + ", new "
              + series.labels()
              + " @ "
              + time);
    }
    return before >= time ? existing : series;
  }

  /** For each info metric that has any, the series that describe a target, one for each step. */
  List<@Nullable EvaluatedSeries[]> of(Labels described) {
    Labels identity = identity(described);
    List<@Nullable EvaluatedSeries[]> found = new ArrayList<>();
    for (Map<Labels, @Nullable EvaluatedSeries[]> byIdentity : newest.values()) {
      @Nullable EvaluatedSeries[] slots = byIdentity.get(identity);
      if (slots != null) {
        found.add(slots);
      }
    }
    return found;
  }
}
