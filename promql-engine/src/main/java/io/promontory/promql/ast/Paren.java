package io.promontory.promql.ast;

/** A parenthesised expression. */
public record Paren(Expr expr, Span span) implements Expr {
  @Override
  public ValueType type() {
    return expr.type();
  }
}
