package io.promontory.frontend.config;

import io.promontory.promql.FeatureFlags;
import java.util.Collection;
import java.util.Set;

/** Prometheus' feature flags by name, as far as they mean something here. */
public final class Features {
  private static final Set<String> KNOWN =
      Set.of(
          "promql-experimental-functions",
          "promql-extended-range-selectors",
          "promql-binop-fill-modifiers",
          "promql-delayed-name-removal",
          "promql-per-step-stats",
          "promql-duration-expr",
          "type-and-unit-labels",
          "use-start-timestamps",
          "search-api",
          "concurrent-rule-eval",
          "native-histograms");

  private Features() {}

  /** The names that {@code feature_flags} takes. */
  public static Set<String> known() {
    return KNOWN;
  }

  /** What the names switch on in the language. */
  public static FeatureFlags promql(Collection<String> names) {
    return new FeatureFlags(
        names.contains("promql-experimental-functions"),
        names.contains("promql-extended-range-selectors"),
        names.contains("promql-binop-fill-modifiers"),
        names.contains("promql-delayed-name-removal"),
        names.contains("type-and-unit-labels"),
        names.contains("use-start-timestamps"),
        names.contains("promql-per-step-stats"));
  }
}
