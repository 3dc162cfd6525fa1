package io.promontory.promql.parse;

import io.promontory.series.labels.Labels;
import java.util.List;

/** A series in the notation of tests: its labels and, position by position, its values. */
public record DescribedSeries(Labels labels, List<DescribedValue> values) {
  public DescribedSeries {
    values = List.copyOf(values);
  }
}
