package io.promontory.series.store;

import java.util.List;

/** Label names or values: sorted by UTF-8 bytes, each once. */
public record LabelsResult(List<String> values, Completeness completeness) {
  public LabelsResult {
    values = List.copyOf(values);
  }
}
