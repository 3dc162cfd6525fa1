package io.promontory.rules.file;

import io.promontory.series.labels.Labels;
import io.promontory.series.store.RuleGroup.Strictness;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that are evaluated together, in order.
 *
 * @param interval between evaluations; null for the global one
 * @param queryOffset how far in the past it is evaluated; null for the global offset
 * @param limit most series or alerts a rule may yield; 0 for no limit
 * @param labels added to those of each rule, whose own win
 * @param strictness what becomes of rules when a store does not answer; null for the global one
 */
public record RuleGroup(
    String name,
    @Nullable Duration interval,
    @Nullable Duration queryOffset,
    long limit,
    Labels labels,
    @Nullable Strictness strictness,
    List<Rule> rules) {
  public RuleGroup {
    rules = List.copyOf(rules);
  }
}
