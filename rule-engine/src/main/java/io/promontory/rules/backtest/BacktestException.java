package io.promontory.rules.backtest;

/** A back-test that cannot go on; the message says at which rule, when and why. */
public final class BacktestException extends Exception {
  private static final long serialVersionUID = 1L;

  public BacktestException(String message) {
    super(message);
  }
}
