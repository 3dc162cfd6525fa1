package io.promontory.promql;

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
}
