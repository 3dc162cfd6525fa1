package io.promontory.promql.ast;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ways through an expression tree. */
public final class Walk {
  private Walk() {}

  /** The expressions directly below one, in order of writing. */
  public static List<Expr> children(Expr expr) {
    return switch (expr) {
      case Aggregation e -> e.param() == null ? List.of(e.expr()) : List.of(e.param(), e.expr());
      case Binary e -> List.of(e.lhs(), e.rhs());
      case Call e -> e.args();
      case MatrixSelector e -> List.of(e.selector());
      case Paren e -> List.of(e.expr());
      case Subquery e -> List.of(e.expr());
      case Unary e -> List.of(e.expr());
      case NumberLiteral e -> List.of();
      case StringLiteral e -> List.of();
      case VectorSelector e -> List.of();
    };
  }

  /** Visits an expression and everything below it, parents first. */
  public static void forEach(Expr expr, Consumer<? super Expr> visitor) {
    visitor.accept(expr);
    for (Expr child : children(expr)) {
      forEach(child, visitor);
    }
  }

  /** Whether anything is true of an expression or of one below it. */
  public static boolean any(Expr expr, Predicate<? super Expr> test) {
    return test.test(expr) || children(expr).stream().anyMatch(child -> any(child, test));
  }

  /**
   * Rebuilds an expression from its leaves up: {@code change} sees each expression after its
   * children were changed. The selector inside a {@link MatrixSelector} must stay a selector.
   */
  public static Expr transform(Expr expr, UnaryOperator<Expr> change) {
    return change.apply(withChildren(expr, change));
  }

  private static Expr withChildren(Expr expr, UnaryOperator<Expr> change) {
    return switch (expr) {
      case Aggregation e ->
          new Aggregation(
              e.op(),
              transform(e.expr(), change),
              transformNullable(e.param(), change),
              e.grouping(),
              e.without(),
              e.span());
      case Binary e ->
          new Binary(
              e.op(),
              transform(e.lhs(), change),
              transform(e.rhs(), change),
              e.returnBool(),
              e.matching(),
              e.span());
      case Call e ->
          new Call(
              e.function(),
              e.args().stream().map(arg -> transform(arg, change)).toList(),
              e.span());
      case MatrixSelector e ->
          new MatrixSelector(
              (VectorSelector) transform(e.selector(), change),
              e.rangeNanos(),
              e.rangeExpr(),
              e.span());
      case Paren e -> new Paren(transform(e.expr(), change), e.span());
      case Subquery e ->
          new Subquery(
              transform(e.expr(), change),
              e.rangeNanos(),
              e.rangeExpr(),
              e.stepNanos(),
              e.stepExpr(),
              e.shift(),
              e.span());
      case Unary e -> new Unary(e.negative(), transform(e.expr(), change), e.span());
      case NumberLiteral e -> e;
      case StringLiteral e -> e;
      case VectorSelector e -> e;
    };
  }

  private static @Nullable Expr transformNullable(@Nullable Expr expr, UnaryOperator<Expr> change) {
    return expr == null ? null : transform(expr, change);
  }
}
