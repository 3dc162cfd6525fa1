package io.promontory.promql.ast;

/** A PromQL expression. */
public sealed interface Expr
    permits Aggregation,
        Binary,
        Call,
        MatrixSelector,
        NumberLiteral,
        Paren,
        StringLiteral,
        Subquery,
        Unary,
        VectorSelector {
  ValueType type();

  Span span();
}
