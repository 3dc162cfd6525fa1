package io.promontory.rules.eval;

import io.promontory.promql.value.QueryValue;
import java.util.List;
import java.util.Set;

/** Answers the instant queries of rules. */
@FunctionalInterface
public interface VectorQuery {
  /**
   * The samples of an expression at a time; a scalar is one sample without labels.
   *
   * @param timeMs ms since the epoch
   * @throws RuleFailure if there is no answer, or it is not as whole as the rule asks for
   */
  List<QueryValue.Sample> at(String expression, long timeMs) throws RuleFailure;

  /**
   * The same for one evaluation of a group, whose rules may share what they read.
   *
   * @param written names of the series that they write
   * @param timeMs when they are evaluated
   */
  default VectorQuery beginTick(Set<String> written, long timeMs) {
    return this;
  }

  /** Ends what {@link #beginTick} began. */
  default void endTick() {}
}
