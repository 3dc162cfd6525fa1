package io.promontory.promql;

import java.util.Collection;
import java.util.Set;

/**
 * The parts of the language that Prometheus guards by {@code --enable-feature}, by the same
 * meaning.
 */
public record FeatureFlags(
    boolean experimentalFunctions,
    boolean extendedRangeSelectors,
    boolean binopFillModifiers,
    boolean delayedNameRemoval,
    boolean typeAndUnitLabels,
    boolean useStartTimestamps,
    boolean perStepStats) {
  public static final FeatureFlags NONE =
      new FeatureFlags(false, false, false, false, false, false, false);

  /** Everything on, as in Prometheus' own language tests, but for the handling of samples. */
  public static final FeatureFlags ALL_SYNTAX =
      new FeatureFlags(true, true, true, false, false, false, false);

  /** True where an expression of plain syntax means something else than without any flag. */
  public boolean changesMeaning() {
    return delayedNameRemoval || typeAndUnitLabels || useStartTimestamps;
  }

  /** Reads Prometheus' names; names of features that are no part of the language are ignored. */
  public static FeatureFlags of(Collection<String> names) {
    Set<String> set = Set.copyOf(names);
    return new FeatureFlags(
        set.contains("promql-experimental-functions"),
        set.contains("promql-extended-range-selectors"),
        set.contains("promql-binop-fill-modifiers"),
        set.contains("promql-delayed-name-removal"),
        set.contains("type-and-unit-labels"),
        set.contains("use-start-timestamps"),
        set.contains("promql-per-step-stats"));
  }
}
