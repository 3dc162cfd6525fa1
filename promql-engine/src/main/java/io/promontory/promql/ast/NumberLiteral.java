package io.promontory.promql.ast;

/**
 * A number.
 *
 * @param duration true where it was written as a duration ({@code 5m}); the value is then in
 *     seconds
 */
public record NumberLiteral(double value, boolean duration, Span span) implements Expr {
  @Override
  public ValueType type() {
    return ValueType.SCALAR;
  }
}
