package io.promontory.adapter.api;

import io.promontory.series.store.Completeness;
import io.promontory.series.store.LabelsResult;

/**
 * Values of a label, of which few are looked at.
 *
 * @param values sorted by UTF-8 bytes, each once
 */
public record PackedValues(PackedTexts values, Completeness completeness) {
  /**
   * @param limit most values; 0 for all
   */
  public LabelsResult first(int limit) {
    return new LabelsResult(values.first(limit > 0 ? limit : values.count()), completeness);
  }
}
