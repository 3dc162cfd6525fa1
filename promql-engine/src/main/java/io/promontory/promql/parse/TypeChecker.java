package io.promontory.promql.parse;

import static io.promontory.promql.ast.ValueType.SCALAR;
import static io.promontory.promql.ast.ValueType.STRING;
import static io.promontory.promql.ast.ValueType.VECTOR;

import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.ast.ValueType;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.promql.function.FunctionSignature;
import io.promontory.series.labels.Labels;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.text.GoStrings;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks the types of an expression, and settles what they decide: the vector matching of binary
 * operations.
 */
final class TypeChecker {
  private final TokenReader text;
  private final BinaryChecker binaries;

  TypeChecker(TokenReader text) {
    this.text = text;
    this.binaries = new BinaryChecker(text);
  }

  Expr check(Expr expr) {
    return switch (expr) {
      case Aggregation e -> aggregation(e);
      case Binary e -> binaries.check(e, check(e.lhs()), check(e.rhs()));
      case Call e -> call(e);
      case MatrixSelector e -> {
        selector(e.selector());
        yield e;
      }
      case Paren e -> new Paren(check(e.expr()), e.span());
      case Subquery e -> subquery(e);
      case Unary e -> unary(e);
      case VectorSelector e -> {
        selector(e);
        yield e;
      }
      case NumberLiteral e -> e;
      case StringLiteral e -> e;
    };
  }

  private Expr aggregation(Aggregation e) {
    Expr expr = check(e.expr());
    expectType(expr, VECTOR, "aggregation expression");
    if (e.param() == null) {
      return new Aggregation(e.op(), expr, null, e.grouping(), e.without(), e.span());
    }
    Expr param = check(e.param());
    ValueType wanted = e.op() == AggregationOp.COUNT_VALUES ? STRING : SCALAR;
    expectType(param, wanted, "aggregation parameter");
    return new Aggregation(e.op(), expr, param, e.grouping(), e.without(), e.span());
  }

  private Expr subquery(Subquery e) {
    Expr expr = check(e.expr());
    if (expr.type() != VECTOR) {
      throw error(
          e.span(),
          "subquery is only allowed on instant vector, got " + expr.type().text() + " instead");
    }
    return new Subquery(
        expr, e.rangeNanos(), e.rangeExpr(), e.stepNanos(), e.stepExpr(), e.shift(), e.span());
  }

  private Expr unary(Unary e) {
    Expr expr = check(e.expr());
    if (expr.type() != SCALAR && expr.type() != VECTOR) {
      throw error(
          e.span(),
          "unary expression only allowed on expressions of type scalar or instant vector, got "
              + GoStrings.quote(expr.type().documentedName()));
    }
    return new Unary(e.negative(), expr, e.span());
  }

  private void selector(VectorSelector e) {
    if (e.name().isEmpty()) {
      if (!PromQlParser.hasNonEmptyMatcher(e.matchers())) {
        throw error(e.span(), "vector selector must contain at least one non-empty matcher");
      }
      return;
    }
    for (Matcher matcher : e.matchers().subList(0, e.matchers().size() - 1)) {
      if (matcher.name().equals(Labels.METRIC_NAME)) {
        throw error(
            e.span(),
            "metric name must not be set twice: "
                + GoStrings.quote(e.name())
                + " or "
                + GoStrings.quote(matcher.value()));
      }
    }
  }

  private Expr call(Call e) {
    checkCount(e);
    boolean info = e.function().name().equals("info") && e.args().size() > 1;
    if (info) {
      checkInfoSelector(e);
    }
    List<ValueType> types = e.function().argTypes();
    List<Expr> args = new ArrayList<>(e.args().size());
    for (int i = 0; i < e.args().size(); i++) {
      Expr arg = e.args().get(i);
      boolean bareSelector = info && i == 1;
      Expr checked = bareSelector ? arg : check(arg);
      ValueType wanted = types.get(Math.min(i, types.size() - 1));
      if (checked.type() != wanted) {
        throw error(
            arg.span(),
            wrongType(wanted, "call to function " + GoStrings.quote(e.function().name()), checked));
      }
      args.add(checked);
    }
    return new Call(e.function(), args, e.span());
  }

  private void checkCount(Call e) {
    FunctionSignature function = e.function();
    int listed = function.argTypes().size();
    int count = e.args().size();
    if (function.variadic() == 0) {
      if (count != listed) {
        throw wrongCount(e, "expected " + listed);
      }
      return;
    }
    int least = listed - 1;
    int most = least + function.variadic();
    if (count < least) {
      throw wrongCount(e, "expected at least " + least);
    }
    if (function.variadic() > 0 && count > most) {
      throw wrongCount(e, "expected at most " + most);
    }
  }

  private ParseException wrongCount(Call e, String expected) {
    return error(
        e.span(),
        expected
            + " argument(s) in call to "
            + GoStrings.quote(e.function().name())
            + ", got "
            + e.args().size());
  }

  /** The second argument of {@code info} is a selector without a name; it may match everything. */
  private void checkInfoSelector(Call e) {
    Expr labels = e.args().get(1);
    if (labels.type() != VECTOR) {
      throw error(e.span(), wrongType(VECTOR, "call to function \"info\"", labels));
    }
    if (!(labels instanceof VectorSelector selector)) {
      throw error(labels.span(), "expected label selectors only");
    }
    if (!selector.name().isEmpty()) {
      throw error(labels.span(), "expected label selectors only, got vector selector instead");
    }
  }

  private void expectType(Expr expr, ValueType wanted, String where) {
    if (expr.type() != wanted) {
      throw error(expr.span(), wrongType(wanted, where, expr));
    }
  }

  private static String wrongType(ValueType wanted, String where, Expr got) {
    return "expected type "
        + wanted.documentedName()
        + " in "
        + where
        + ", got "
        + got.type().documentedName();
  }

  private ParseException error(Span span, String message) {
    return text.error(span, message);
  }
}
