package io.promontory.adapter.managed.evaluation;

import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.Density;
import io.promontory.series.store.QueryContext;
import io.promontory.series.store.SelectRequest;
import java.util.List;

/**
 * What is known of a service's samples. But for {@link #hasLabel} nothing blocks on the network.
 */
public interface Samples {
  /** Whether a selector is for the service at all, and narrow enough to be sent. */
  boolean maySelect(List<Matcher> matchers);

  /** Whether series have a label by a name. */
  boolean hasLabel(String name, QueryContext context);

  /** The time of a request, ms, whose samples are not kept here. */
  long missingMs(SelectRequest request);

  /** How many there were of what matches, when last read. */
  Density density(List<Matcher> matchers);

  /** Until when, ms since the epoch, nothing changes any more. */
  long closedUntilMs();
}
