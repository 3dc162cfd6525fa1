package io.promontory.promql.ast;

/** Operators and functions of duration expressions, with their text. */
public enum DurationOp {
  ADD("+"),
  SUB("-"),
  MUL("*"),
  DIV("/"),
  MOD("%"),
  POW("^"),
  STEP("step"),
  RANGE("range"),
  MIN_OF("min_of"),
  MAX_OF("max_of");

  private final String text;

  DurationOp(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }
}
