package io.promontory.promql.ast;

import org.jspecify.annotations.Nullable;

/**
 * A binary operation.
 *
 * @param returnBool true under {@code bool}
 * @param matching null where an operand is a scalar
 * @param type kept, since finding it would walk the whole tree below
 */
public record Binary(
    BinaryOp op,
    Expr lhs,
    Expr rhs,
    boolean returnBool,
    @Nullable VectorMatching matching,
    Span span,
    ValueType type)
    implements Expr {
  /** An operation of the type that its operands give it. */
  public Binary(
      BinaryOp op,
      Expr lhs,
      Expr rhs,
      boolean returnBool,
      @Nullable VectorMatching matching,
      Span span) {
    this(op, lhs, rhs, returnBool, matching, span, typeOf(lhs, rhs));
  }

  private static ValueType typeOf(Expr lhs, Expr rhs) {
    return lhs.type() == ValueType.SCALAR && rhs.type() == ValueType.SCALAR
        ? ValueType.SCALAR
        : ValueType.VECTOR;
  }
}
