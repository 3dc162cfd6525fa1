package io.promontory.adapter.managed;

import io.promontory.adapter.api.FormParams;
import io.promontory.adapter.api.PortableMatchers;
import io.promontory.series.labels.LabelNames;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.store.ExternalLabels;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A selector as an endpoint is asked for it: without matchers on external labels.
 *
 * @param text PromQL
 * @param legacy the same for an endpoint that knows no quoted names, and so has no labels of such
 *     names; null where none can match there
 */
record SentSelector(String text, @Nullable String legacy) {
  /** What some series might have as a value, each unlike the others. */
  private static final List<String> PROBES = List.of("a", "Z9_", "0", "/ü -", "\u0001");

  /** The selector, or null where external labels rule the store out. */
  static @Nullable SentSelector of(List<Matcher> matchers, ExternalLabels external) {
    List<Matcher> own = external.decide(matchers);
    if (own == null) {
      return null;
    }
    List<Matcher> rest = PortableMatchers.of(own);
    List<Matcher> legacy =
        rest.stream().filter(m -> LabelNames.isLegacyLabelName(m.name())).toList();
    boolean possible = rest.stream().allMatch(m -> legacy.contains(m) || m.matchesEmpty());
    return new SentSelector(
        FormParams.selector(rest), possible ? FormParams.selector(legacy) : null);
  }

  /**
   * Refuses a selector that nothing bounds: no matcher asks for a value, or a pattern that most
   * values fail.
   *
   * @throws CostRefusedException if it is one
   */
  static void mustBeBounded(String store, List<Matcher> matchers, ExternalLabels external) {
    if (!isBounded(matchers, external)) {
      throw new CostRefusedException(
          store,
          "a selector that nothing narrows would read every series of the endpoint, at its owner's"
              + " cost; name a metric or a value, or set cost.unbounded_selectors");
    }
  }

  /** Whether a matcher asks for a value, or for a pattern that most values fail. */
  static boolean isBounded(List<Matcher> matchers, ExternalLabels external) {
    return matchers.stream().anyMatch(m -> !external.labels().has(m.name()) && isNarrow(m));
  }

  /** Whether a matcher holds for every series that has a name, so that it says nothing. */
  static boolean saysNothing(Matcher matcher) {
    return matcher.name().equals("__name__")
        && !matcher.matchesEmpty()
        && PROBES.stream().allMatch(matcher::matches);
  }

  private static boolean isNarrow(Matcher matcher) {
    return switch (matcher.type()) {
      case EQ -> !matcher.value().isEmpty();
      case RE -> !matcher.matchesEmpty() && !PROBES.stream().allMatch(matcher::matches);
      case NEQ, NRE -> false;
    };
  }
}
