package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One active alert of a rule.
 *
 * @param activeAt null where it is not said
 * @param keepFiringSince null where the condition still holds
 * @param value as the store printed it, such as {@code 1e+00}
 */
public record Alert(
    Labels labels,
    Labels annotations,
    AlertState state,
    @Nullable Instant activeAt,
    @Nullable Instant keepFiringSince,
    String value) {
  /** The same alert with other labels. */
  public Alert withLabels(Labels others) {
    return new Alert(others, annotations, state, activeAt, keepFiringSince, value);
  }
}
