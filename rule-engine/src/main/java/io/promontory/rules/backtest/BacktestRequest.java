package io.promontory.rules.backtest;

import io.promontory.rules.group.GroupDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What to test.
 *
 * @param groups in order; recording rules count where alerts read what they write
 * @param from the first time in question
 * @param to the last
 * @param lookback of instant selectors
 * @param comparing whether to find out when alerts of these names did fire
 */
public record BacktestRequest(
    List<GroupDefinition> groups, Instant from, Instant to, Duration lookback, boolean comparing) {
  public BacktestRequest {
    groups = List.copyOf(groups);
  }
}
