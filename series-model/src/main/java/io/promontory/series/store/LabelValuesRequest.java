package io.promontory.series.store;

import io.promontory.series.matcher.Matcher;
import java.util.List;

/**
 * Asks for the values of one label.
 *
 * @param label any UTF-8 label name
 * @param minTime ms, inclusive
 * @param maxTime ms, inclusive
 * @param matchers all must hold; empty for all series
 * @param limit most values wanted, 0 for no limit
 */
public record LabelValuesRequest(
    String label, long minTime, long maxTime, List<Matcher> matchers, int limit) {
  public LabelValuesRequest {
    matchers = List.copyOf(matchers);
  }
}
