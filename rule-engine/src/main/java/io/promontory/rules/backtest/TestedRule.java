package io.promontory.rules.backtest;

import io.promontory.rules.group.GroupKey;
import java.util.List;

/**
 * What became of one alerting rule.
 *
 * @param query its expression
 * @param evaluations slots at which it was evaluated, those of the warm-up left out
 * @param failures how many of them failed
 * @param lastError why the last of those failed; empty where none did
 * @param episodes by the time at which they fired
 * @param neverFired how often an alert was pending and gone before it could fire
 * @param before when alerts of that name did fire; empty where nobody asked
 */
public record TestedRule(
    GroupKey group,
    String name,
    String query,
    long evaluations,
    long failures,
    String lastError,
    List<Episode> episodes,
    long neverFired,
    List<FiredBefore> before) {
  public TestedRule {
    episodes = List.copyOf(episodes);
    before = List.copyOf(before);
  }
}
