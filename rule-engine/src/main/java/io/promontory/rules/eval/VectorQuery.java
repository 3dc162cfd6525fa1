package io.promontory.rules.eval;

import io.promontory.promql.value.QueryValue;
import java.util.List;

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
}
