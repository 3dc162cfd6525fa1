package io.promontory.series.store;

import java.util.List;

/**
 * What an expression came to.
 *
 * @param series in no order, each label set once, none without a step
 * @param warnings as texts for users, some with a position in the expression at their end: {@code
 *     (line:column)}
 * @param infos likewise
 */
public record PartAnswer(
    List<StepSeries> series, List<String> warnings, List<String> infos, Completeness completeness) {
  public PartAnswer {
    series = List.copyOf(series);
    warnings = List.copyOf(warnings);
    infos = List.copyOf(infos);
  }
}
