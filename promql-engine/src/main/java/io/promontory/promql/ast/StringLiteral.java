package io.promontory.promql.ast;

/**
 * A string. Bytes that are no UTF-8 (from {@code \xff} escapes) are held as unpaired surrogates
 * U+DC80..U+DCFF, one for each byte.
 */
public record StringLiteral(String value, Span span) implements Expr {
  @Override
  public ValueType type() {
    return ValueType.STRING;
  }
}
