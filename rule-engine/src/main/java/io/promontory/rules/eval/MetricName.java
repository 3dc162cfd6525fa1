package io.promontory.rules.eval;

import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a selector says of the names of the series that it finds. */
public final class MetricName {
  private MetricName() {}

  /** The first matcher that a name must meet; null where a series without a name may do. */
  public static @Nullable Matcher matcher(List<Matcher> matchers) {
    for (Matcher matcher : matchers) {
      if (matcher.name().equals(Labels.METRIC_NAME) && !matcher.matchesEmpty()) {
        return matcher;
      }
    }
    return null;
  }
}
