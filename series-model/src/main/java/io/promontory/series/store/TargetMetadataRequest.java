package io.promontory.series.store;

import io.promontory.series.matcher.Matcher;
import java.util.List;

/**
 * Asks for metadata target by target.
 *
 * @param matchers of the targets' labels; empty for all targets
 * @param family only that of this metric family; empty for all
 */
public record TargetMetadataRequest(List<Matcher> matchers, String family) {
  public TargetMetadataRequest {
    matchers = List.copyOf(matchers);
  }

  /** Whether this is asked for. */
  public boolean isAbout(TargetMetadata entry) {
    return (family.isEmpty() || entry.metadata().family().equals(family))
        && matchers.stream().allMatch(m -> m.matches(entry.target().getOrEmpty(m.name())));
  }
}
