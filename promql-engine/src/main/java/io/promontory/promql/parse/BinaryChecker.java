package io.promontory.promql.parse;

import static io.promontory.promql.ast.ValueType.SCALAR;
import static io.promontory.promql.ast.ValueType.VECTOR;

import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.ValueType;
import io.promontory.promql.ast.VectorMatching;
import io.promontory.promql.ast.VectorMatching.Cardinality;
import io.promontory.series.text.GoStrings;
import java.util.HashSet;
import java.util.Set;

/** Checks binary operations; set operations become many-to-many, scalar ones lose the matching. */
final class BinaryChecker {
  private final TokenReader text;

  BinaryChecker(TokenReader text) {
    this.text = text;
  }

  /** Checks an operation whose operands have been checked. */
  Binary check(Binary e, Expr lhs, Expr rhs) {
    checkBool(e, lhs, rhs);
    VectorMatching matching = e.matching();
    if (matching == null) {
      throw new IllegalArgumentException("no vector matching yet: " + e);
    }
    checkLabels(e, matching);
    checkOperand(lhs);
    checkOperand(rhs);
    boolean vectors = lhs.type() == VECTOR && rhs.type() == VECTOR;
    if (!vectors) {
      checkScalar(e, matching);
      return new Binary(e.op(), lhs, rhs, e.returnBool(), null, e.span());
    }
    if (e.op().isSetOperator()) {
      checkSet(e, matching);
      return new Binary(e.op(), lhs, rhs, e.returnBool(), manyToMany(matching), e.span());
    }
    return new Binary(e.op(), lhs, rhs, e.returnBool(), matching, e.span());
  }

  private void checkBool(Binary e, Expr lhs, Expr rhs) {
    if (e.returnBool() && !e.op().isComparison()) {
      throw text.error(operator(e), "bool modifier can only be used on comparison operators");
    }
    boolean scalars = lhs.type() == SCALAR && rhs.type() == SCALAR;
    if (e.op().isComparison() && !e.returnBool() && scalars) {
      throw text.error(operator(e), "comparisons between scalars must use BOOL modifier");
    }
  }

  private void checkLabels(Binary e, VectorMatching matching) {
    if (!matching.on()) {
      return;
    }
    Set<String> included = new HashSet<>(matching.include());
    for (String label : matching.labels()) {
      if (included.contains(label)) {
        throw text.error(
            operator(e),
            "label " + GoStrings.quote(label) + " must not occur in ON and GROUP clause at once");
      }
    }
  }

  private void checkOperand(Expr operand) {
    ValueType type = operand.type();
    if (type != SCALAR && type != VECTOR) {
      throw text.error(
          operand.span(), "binary expression must contain only scalar and instant vector types");
    }
  }

  private void checkScalar(Binary e, VectorMatching matching) {
    if (!matching.labels().isEmpty()) {
      throw text.error(e.span(), "vector matching only allowed between instant vectors");
    }
    if (fills(matching)) {
      throw text.error(e.span(), "filling in missing series only allowed between instant vectors");
    }
    if (e.op().isSetOperator()) {
      throw text.error(
          e.span(), "set operator " + quote(e.op()) + " not allowed in binary scalar expression");
    }
  }

  private void checkSet(Binary e, VectorMatching matching) {
    if (matching.cardinality() != Cardinality.ONE_TO_ONE) {
      throw text.error(e.span(), "no grouping allowed for " + quote(e.op()) + " operation");
    }
    if (fills(matching)) {
      throw text.error(e.span(), "filling in missing series not allowed for set operators");
    }
  }

  private static boolean fills(VectorMatching matching) {
    return matching.fillLeft() != null || matching.fillRight() != null;
  }

  private static VectorMatching manyToMany(VectorMatching matching) {
    return new VectorMatching(
        Cardinality.MANY_TO_MANY, matching.labels(), matching.on(), matching.include(), null, null);
  }

  private static String quote(BinaryOp op) {
    return GoStrings.quote(op.text());
  }

  /** From the operator on: what follows the left operand, blanks aside. */
  private Span operator(Binary e) {
    int start = e.lhs().span().end();
    while (text.isSpace(start)) {
      start++;
    }
    return new Span(start, e.rhs().span().start());
  }
}
