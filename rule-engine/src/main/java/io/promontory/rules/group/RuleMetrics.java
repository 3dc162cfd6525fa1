package io.promontory.rules.group;

import java.time.Duration;
import java.time.Instant;

/** Hears of what happens to groups; durations are measured, times are those of the clock. */
public interface RuleMetrics {
  /** Nobody listens. */
  RuleMetrics NONE = new RuleMetrics() {};

  /** A group begins, with so many rules. */
  default void groupStarted(GroupKey group, Duration interval, int rules) {}

  /** A group is no more. */
  default void groupStopped(GroupKey group) {}

  /** A rule was evaluated. */
  default void ruleEvaluated(GroupKey group, Duration took, boolean failed) {}

  /**
   * A slot of a group is done.
   *
   * @param took from begin to end
   * @param rulesTook the sum over its rules
   * @param samples that its rules yielded
   */
  default void groupEvaluated(
      GroupKey group, Instant at, Duration took, Duration rulesTook, long samples) {}

  /** Slots of a group passed without evaluation. */
  default void slotsMissed(GroupKey group, long count) {}

  /** Timers of alerts were looked up. */
  default void restored(GroupKey group, Duration took) {}
}
