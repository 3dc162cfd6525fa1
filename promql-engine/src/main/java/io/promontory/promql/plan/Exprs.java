package io.promontory.promql.plan;

import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.engine.QueryException;
import io.promontory.series.text.GoStrings;

/** Small questions about expressions. */
final class Exprs {
  private Exprs() {}

  static Expr unwrap(Expr expr) {
    Expr inner = expr;
    while (inner instanceof Paren paren) {
      inner = paren.expr();
    }
    return inner;
  }

  /** The call with parentheses around its arguments removed, which is where annotations point. */
  static Call unwrapArguments(Call call) {
    return new Call(call.function(), call.args().stream().map(Exprs::unwrap).toList(), call.span());
  }

  /** The call as annotations see it: notes about a subquery point at the start of the query. */
  static Call withoutSubqueryPosition(Call call) {
    return new Call(
        call.function(),
        call.args().stream()
            .map(arg -> arg instanceof Subquery subquery ? withoutPosition(subquery) : arg)
            .toList(),
        call.span());
  }

  private static Subquery withoutPosition(Subquery s) {
    return new Subquery(
        s.expr(), s.rangeNanos(), s.rangeExpr(), s.stepNanos(), s.stepExpr(), s.shift(), Span.NONE);
  }

  /** A string argument; the parser has checked that it is one. */
  static String text(Call call, int argument) {
    return ((StringLiteral) unwrap(call.args().get(argument))).value();
  }

  /**
   * A string that names a label: not empty, valid UTF-8.
   *
   * @throws QueryException for any other
   */
  static String labelName(StringLiteral literal) {
    String name = literal.value();
    if (name.isEmpty()
        || name.codePoints()
            .anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw unsupported("invalid label name " + GoStrings.quote(name));
    }
    return name;
  }

  static QueryException unsupported(String message) {
    return new QueryException(QueryException.Kind.EXECUTION, message);
  }
}
