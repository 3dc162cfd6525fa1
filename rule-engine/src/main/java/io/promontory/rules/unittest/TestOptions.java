package io.promontory.rules.unittest;

import io.promontory.promql.FeatureFlags;
import io.promontory.rules.file.RuleDialect;
import java.util.function.Predicate;

/**
 * How tests are run.
 *
 * @param features that rule files may use
 * @param wanted which tests, by their names
 * @param differences whether alerts that are not as expected are told line by line, in colours
 * @param listener told how tests go
 */
public record TestOptions(
    FeatureFlags features,
    RuleDialect dialect,
    Predicate<String> wanted,
    boolean differences,
    TestListener listener) {
  /** All tests, in plain words. */
  public static TestOptions of(FeatureFlags features, RuleDialect dialect) {
    return new TestOptions(features, dialect, name -> true, false, TestListener.NONE);
  }
}
