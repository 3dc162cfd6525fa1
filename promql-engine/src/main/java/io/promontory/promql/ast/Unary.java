package io.promontory.promql.ast;

/** {@code +expr} or {@code -expr}. */
public record Unary(boolean negative, Expr expr, Span span) implements Expr {
  @Override
  public ValueType type() {
    return expr.type();
  }
}
