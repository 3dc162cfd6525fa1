package io.promontory.rules.eval;

import io.promontory.promql.ast.Expr;
import io.promontory.promql.value.QueryValue;
import io.promontory.series.labels.Labels;
import java.util.List;

/** A rule that makes samples of the answer to its expression. */
public interface EvaluableRule {
  /** Of the alert or the series made. */
  String name();

  Expr expr();

  /** With those of the group; templates as they are written. */
  Labels labels();

  /**
   * Evaluates the rule.
   *
   * @param limit most series or alerts; 0 for no limit
   * @return samples with the time {@link EvaluationTime#sampleMs}, each label set once
   * @throws RuleFailure if it yields nothing
   */
  List<QueryValue.Sample> evaluate(EvaluationTime time, VectorQuery query, long limit)
      throws RuleFailure;
}
