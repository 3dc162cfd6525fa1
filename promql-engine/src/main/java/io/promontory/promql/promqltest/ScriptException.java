package io.promontory.promql.promqltest;

/** A script that cannot be read or loaded. */
public final class ScriptException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int line;

  ScriptException(int line, String message) {
    super(message);
    this.line = line;
  }

  /** Counted from 1. */
  public int line() {
    return line;
  }
}
