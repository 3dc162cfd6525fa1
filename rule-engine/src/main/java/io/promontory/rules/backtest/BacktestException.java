package io.promontory.rules.backtest;

import io.promontory.rules.eval.RuleFailure;

/**
 * A back-test that cannot go on; the message says at which rule, when and why. Where a query has no
 * answer, the cause is its {@link io.promontory.promql.engine.QueryException}.
 */
public final class BacktestException extends Exception {
  private static final long serialVersionUID = 1L;

  public BacktestException(String message) {
    super(message);
  }

  BacktestException(String message, RuleFailure cause) {
    super(message, cause.getCause() == null ? cause : cause.getCause());
  }
}
