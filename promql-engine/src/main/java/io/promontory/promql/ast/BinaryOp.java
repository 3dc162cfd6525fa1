package io.promontory.promql.ast;

/** The binary operators with their text. */
public enum BinaryOp {
  ADD("+"),
  SUB("-"),
  MUL("*"),
  DIV("/"),
  MOD("%"),
  POW("^"),
  ATAN2("atan2"),
  EQL("=="),
  NEQ("!="),
  GTR(">"),
  LSS("<"),
  GTE(">="),
  LTE("<="),
  TRIM_UPPER("</"),
  TRIM_LOWER(">/"),
  AND("and"),
  OR("or"),
  UNLESS("unless");

  private final String text;

  BinaryOp(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  public boolean isComparison() {
    return switch (this) {
      case EQL, NEQ, GTR, LSS, GTE, LTE -> true;
      default -> false;
    };
  }

  public boolean isSetOperator() {
    return this == AND || this == OR || this == UNLESS;
  }
}
