package io.promontory.series.store;

import io.promontory.series.matcher.Matcher;
import java.util.List;

/**
 * Asks for label names.
 *
 * @param minTime ms, inclusive
 * @param maxTime ms, inclusive
 * @param matchers all must hold; empty for all series
 * @param limit most names wanted, 0 for no limit
 */
public record LabelNamesRequest(long minTime, long maxTime, List<Matcher> matchers, int limit) {
  public LabelNamesRequest {
    matchers = List.copyOf(matchers);
  }
}
