package io.promontory.promql.parse;

import io.promontory.promql.ast.DurationExpr;
import io.promontory.promql.ast.DurationExpr.Literal;
import io.promontory.promql.ast.DurationExpr.Operation;
import io.promontory.promql.ast.DurationOp;
import io.promontory.promql.ast.Span;
import org.jspecify.annotations.Nullable;

/** Parses duration expressions: {@code 5m + step() * 2}. */
final class DurationParser {
  /** Literals beyond 2^63 ns either way are refused. */
  private static final double MAX_SECONDS = 0x1p63 / 1e9;

  private static final int SUM = 1;
  private static final int PRODUCT = 2;
  private static final int POWER = 3;

  private final TokenReader tokens;
  private final Nesting nesting;

  DurationParser(TokenReader tokens, Nesting nesting) {
    this.tokens = tokens;
    this.nesting = nesting;
  }

  /** A duration between brackets, which must be positive if it is a literal. */
  DurationExpr positive() {
    DurationExpr duration = expression(SUM);
    if (duration instanceof Literal literal && literal.seconds() <= 0) {
      throw tokens.error(literal.span(), "duration must be greater than 0");
    }
    return duration;
  }

  /**
   * A duration after {@code offset}. It ends after one number, function call or signed parenthesis,
   * so that {@code x offset 5m * 2} multiplies x; only an unsigned parenthesis or a double sign
   * starts an expression.
   */
  DurationExpr offset() {
    return switch (tokens.peek().kind()) {
      case NUMBER, DURATION, STEP, RANGE, MAX_OF, MIN_OF -> primary();
      case ADD, SUB -> signedOffset(tokens.take());
      default -> expression(SUM);
    };
  }

  private DurationExpr signedOffset(Token sign) {
    return switch (tokens.peek().kind()) {
      case NUMBER, DURATION -> signed(sign, literal(tokens.take(), sign));
      case STEP, RANGE, MAX_OF, MIN_OF -> {
        DurationExpr call = primary();
        yield operation(operator(sign.kind()), null, call, sign.start(), call.span().end());
      }
      case LEFT_PAREN -> {
        tokens.take();
        DurationExpr inner = expression(SUM);
        tokens.expect(TokenKind.RIGHT_PAREN);
        yield signed(sign, wrapped(inner));
      }
      default -> operations(signed(sign, expression(POWER)), SUM);
    };
  }

  private DurationExpr expression(int minPrecedence) {
    nesting.enter(tokens.peek());
    DurationExpr result = operations(primary(), minPrecedence);
    nesting.leave();
    return result;
  }

  private DurationExpr operations(DurationExpr first, int minPrecedence) {
    DurationExpr lhs = first;
    while (precedence(tokens.peek().kind()) >= minPrecedence) {
      Token operator = tokens.take();
      int precedence = precedence(operator.kind());
      int height = nesting.height();
      DurationExpr rhs = expression(precedence == POWER ? POWER : precedence + 1);
      DurationOp op = operator(operator.kind());
      boolean zero = rhs instanceof Literal literal && literal.seconds() == 0;
      if (zero && (op == DurationOp.DIV || op == DurationOp.MOD)) {
        throw tokens.error(
            operator.span(), op == DurationOp.DIV ? "division by zero" : "modulo by zero");
      }
      nesting.grow(Math.max(height, nesting.height()), operator);
      lhs = operation(op, lhs, rhs, lhs.span().start(), rhs.span().end());
    }
    return lhs;
  }

  private DurationExpr primary() {
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER, DURATION -> literal(tokens.take(), token);
      case ADD, SUB -> signed(tokens.take(), expression(POWER));
      case STEP, RANGE -> parameter(tokens.take());
      case MAX_OF, MIN_OF -> extreme(tokens.take());
      case LEFT_PAREN -> {
        tokens.take();
        DurationExpr inner = expression(SUM);
        tokens.expect(TokenKind.RIGHT_PAREN);
        yield wrapped(inner);
      }
      default -> throw tokens.unexpected();
    };
  }

  private DurationExpr parameter(Token name) {
    tokens.expect(TokenKind.LEFT_PAREN);
    Token end = tokens.expect(TokenKind.RIGHT_PAREN);
    nesting.leaf();
    DurationOp op = name.is(TokenKind.STEP) ? DurationOp.STEP : DurationOp.RANGE;
    return operation(op, null, null, name.start(), end.end());
  }

  private DurationExpr extreme(Token name) {
    tokens.expect(TokenKind.LEFT_PAREN);
    DurationExpr lhs = expression(SUM);
    int height = nesting.height();
    tokens.expect(TokenKind.COMMA);
    DurationExpr rhs = expression(SUM);
    tokens.expect(TokenKind.RIGHT_PAREN);
    nesting.grow(Math.max(height, nesting.height()), name);
    DurationOp op = name.is(TokenKind.MAX_OF) ? DurationOp.MAX_OF : DurationOp.MIN_OF;
    return operation(op, lhs, rhs, lhs.span().start(), rhs.span().end());
  }

  /** A literal; an error of range is shown at {@code blame}. */
  private Literal literal(Token token, Token blame) {
    double seconds = tokens.number(token);
    checkRange(seconds, blame);
    nesting.leaf();
    return new Literal(seconds, token.is(TokenKind.DURATION), token.span());
  }

  private DurationExpr signed(Token sign, DurationExpr operand) {
    boolean minus = sign.is(TokenKind.SUB);
    if (operand instanceof Literal literal) {
      double seconds = minus ? -literal.seconds() : literal.seconds();
      checkRange(seconds, sign);
      return new Literal(seconds, literal.duration(), new Span(sign.start(), literal.span().end()));
    }
    nesting.grow(nesting.height(), sign);
    return minus
        ? operation(DurationOp.SUB, null, operand, sign.start(), operand.span().end())
        : operand;
  }

  private void checkRange(double seconds, Token blame) {
    if (seconds > MAX_SECONDS || seconds < -MAX_SECONDS) {
      throw tokens.error(blame.span(), "duration out of range");
    }
  }

  private static DurationExpr wrapped(DurationExpr inner) {
    return inner instanceof Operation op
        ? new Operation(op.op(), op.lhs(), op.rhs(), true, op.span())
        : inner;
  }

  private static Operation operation(
      DurationOp op, @Nullable DurationExpr lhs, @Nullable DurationExpr rhs, int start, int end) {
    return new Operation(op, lhs, rhs, false, new Span(start, end));
  }

  private static int precedence(TokenKind kind) {
    return switch (kind) {
      case ADD, SUB -> SUM;
      case MUL, DIV, MOD -> PRODUCT;
      case POW -> POWER;
      default -> 0;
    };
  }

  private static DurationOp operator(TokenKind kind) {
    return switch (kind) {
      case ADD -> DurationOp.ADD;
      case SUB -> DurationOp.SUB;
      case MUL -> DurationOp.MUL;
      case DIV -> DurationOp.DIV;
      case MOD -> DurationOp.MOD;
      case POW -> DurationOp.POW;
      default -> throw new IllegalArgumentException("no operator: " + kind);
    };
  }
}
