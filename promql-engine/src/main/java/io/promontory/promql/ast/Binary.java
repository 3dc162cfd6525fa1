package io.promontory.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * A binary operation.
 *
 * @param returnBool true under {@code bool}
 * @param matching null where an operand is a scalar
 */
public record Binary(
    BinaryOp op,
    Expr lhs,
    Expr rhs,
    boolean returnBool,
    @Nullable VectorMatching matching,
    Span span)
    implements Expr {
  @Override
  public ValueType type() {
    return lhs.type() == ValueType.SCALAR && rhs.type() == ValueType.SCALAR
        ? ValueType.SCALAR
        : ValueType.VECTOR;
  }
}
