package io.promontory.adapter.api;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much a server gives at most in one answer without a word of what it left out; 0 for all there
 * is. An answer as long as that is not known to be whole.
 *
 * @param series of a query, or of {@code /api/v1/series}
 * @param labels names or values
 */
public record AnswerCaps(int series, int labels) {
  public static final AnswerCaps NONE = new AnswerCaps(0, 0);

  public AnswerCaps {
    if (series < 0 || labels < 0) {
      throw new IllegalArgumentException("caps of answers must not be negative");
    }
  }

  /** What to warn of in an answer of so many series; null for nothing. */
  public @Nullable String ofSeries(long count) {
    return warning(count, series, "series", "limits.max_series");
  }

  /** The same of label names or values. */
  public @Nullable String ofLabels(long count) {
    return warning(count, labels, "labels", "limits.max_labels");
  }

  private static @Nullable String warning(long count, int most, String what, String key) {
    return most == 0 || count < most
        ? null
        : "the answer has %d %s, as many as the endpoint gives at most (%s): there may be more; ask for less"
            .formatted(count, what, key);
  }

  /** Warnings with one more; null for none. */
  public static List<String> with(List<String> warnings, @Nullable String more) {
    if (more == null) {
      return warnings;
    }
    List<String> all = new ArrayList<>(warnings);
    all.add(more);
    return List.copyOf(all);
  }
}
