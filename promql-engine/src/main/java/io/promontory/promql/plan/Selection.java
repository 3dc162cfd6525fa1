package io.promontory.promql.plan;

import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.SelectRequest;
import java.util.List;

/**
 * What one selector needs, and which of the plan's reads delivers it.
 *
 * @param request the selector's own time range and matchers
 * @param read index of the read; it covers the request
 */
public record Selection(SelectRequest request, int read) {
  /** The matchers that a series of the read has still to pass. */
  public List<Matcher> filter(List<SelectRequest> reads) {
    List<Matcher> held = reads.get(read).matchers();
    if (held.equals(request.matchers())) {
      return List.of();
    }
    return request.matchers().stream().filter(m -> !held.contains(m)).toList();
  }
}
