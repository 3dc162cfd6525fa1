package io.promontory.series.store;

import io.promontory.series.labels.Labels;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rules that a store evaluates one after the other.
 *
 * @param file that the group stands in
 * @param intervalSeconds between evaluations, s
 * @param limit most series or alerts of one rule; 0 for no limit
 * @param evaluationSeconds how long the last evaluation took, s
 * @param lastEvaluation in year 1 where there was none
 * @param strictness Thanos' {@code partialResponseStrategy} of the group; null where it has none
 * @param stores names of those that evaluate it, sorted; empty where whoever tells of it is meant
 */
public record RuleGroup(
    String file,
    String name,
    List<Rule> rules,
    double intervalSeconds,
    long limit,
    double evaluationSeconds,
    Instant lastEvaluation,
    @Nullable Strictness strictness,
    List<String> stores) {
  /** What becomes of a rule of which some stores do not answer. */
  public enum Strictness {
    /** It is evaluated over what there is. */
    WARN,
    /** It is not evaluated. */
    ABORT
  }

  public RuleGroup {
    rules = List.copyOf(rules);
    stores = List.copyOf(stores);
  }

  /** As its evaluator tells of it. */
  public RuleGroup(
      String file,
      String name,
      List<Rule> rules,
      double intervalSeconds,
      long limit,
      double evaluationSeconds,
      Instant lastEvaluation,
      @Nullable Strictness strictness) {
    this(
        file,
        name,
        rules,
        intervalSeconds,
        limit,
        evaluationSeconds,
        lastEvaluation,
        strictness,
        List.of());
  }

  /** The same group with other rules. */
  public RuleGroup withRules(List<Rule> others) {
    return with(others, stores);
  }

  /** The same group, evaluated by other stores. */
  public RuleGroup of(List<String> others) {
    return with(rules, others);
  }

  private RuleGroup with(List<Rule> otherRules, List<String> otherStores) {
    return new RuleGroup(
        file,
        name,
        otherRules,
        intervalSeconds,
        limit,
        evaluationSeconds,
        lastEvaluation,
        strictness,
        otherStores);
  }

  /** The same group, the label sets of rules and alerts changed. */
  public RuleGroup relabelled(UnaryOperator<Labels> change) {
    return withRules(rules.stream().map(rule -> rule.relabelled(change)).toList());
  }
}
