package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import io.promontory.series.labels.LabelsBuilder;
import io.promontory.series.matcher.Matcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The labels that a store adds to each of its series. They win over a label of the same name on the
 * series itself, so a matcher on one of them is decided for the whole store.
 */
public record ExternalLabels(Labels labels) {
  public static final ExternalLabels NONE = new ExternalLabels(Labels.EMPTY);

  /** The series' labels as the store shows them. */
  public Labels addTo(Labels series) {
    if (labels.isEmpty()) {
      return series;
    }
    LabelsBuilder all = new LabelsBuilder(series);
    for (int i = 0; i < labels.size(); i++) {
      all.set(labels.name(i), labels.value(i));
    }
    return all.build();
  }

  /** The matchers that are left for the series' own labels; null where no series can match. */
  public @Nullable List<Matcher> decide(List<Matcher> matchers) {
    for (Matcher matcher : matchers) {
      String value = labels.get(matcher.name());
      if (value != null && !matcher.matches(value)) {
        return null;
      }
    }
    return matchers.stream().filter(matcher -> !labels.has(matcher.name())).toList();
  }
}
