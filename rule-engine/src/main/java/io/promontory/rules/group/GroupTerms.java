package io.promontory.rules.group;

import io.promontory.series.store.RuleGroup.Strictness;
import java.time.Duration;

/**
 * The terms on which a group is evaluated, defaults filled in.
 *
 * @param queryOffset how far before its slot it is evaluated
 * @param limit most series or alerts of one rule; 0 for no limit
 * @param strictness what becomes of a rule when a store does not answer
 */
public record GroupTerms(
    Duration interval, Duration queryOffset, long limit, Strictness strictness) {}
