package io.promontory.series.store;

import io.promontory.series.matcher.Matcher;
import java.util.List;

/**
 * Asks for the exemplars of series that match any of several selectors.
 *
 * @param minTime ms, inclusive
 * @param maxTime ms, inclusive
 * @param selectors of each all matchers must hold; none is empty
 */
public record ExemplarsRequest(long minTime, long maxTime, List<List<Matcher>> selectors) {
  public ExemplarsRequest {
    selectors = selectors.stream().map(List::copyOf).toList();
  }

  /** The same with other selectors. */
  public ExemplarsRequest withSelectors(List<List<Matcher>> others) {
    return new ExemplarsRequest(minTime, maxTime, others);
  }
}
