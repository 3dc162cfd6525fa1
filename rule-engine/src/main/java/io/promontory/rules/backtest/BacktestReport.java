package io.promontory.rules.backtest;

import java.time.Instant;
import java.util.List;

/**
 * What a back-test found.
 *
 * @param rules the alerting rules, in order of their files and groups
 * @param warnings what makes the answer less than whole, each once
 */
public record BacktestReport(
    Instant from, Instant to, List<TestedRule> rules, List<String> warnings) {
  public BacktestReport {
    rules = List.copyOf(rules);
    warnings = List.copyOf(warnings);
  }
}
