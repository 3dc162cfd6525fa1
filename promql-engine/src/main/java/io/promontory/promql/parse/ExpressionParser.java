package io.promontory.promql.parse;

import static io.promontory.promql.parse.TokenKind.COMMA;
import static io.promontory.promql.parse.TokenKind.LEFT_PAREN;
import static io.promontory.promql.parse.TokenKind.RIGHT_PAREN;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Aggregation;
import io.promontory.promql.ast.AggregationOp;
import io.promontory.promql.ast.Binary;
import io.promontory.promql.ast.BinaryOp;
import io.promontory.promql.ast.Call;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.NumberLiteral;
import io.promontory.promql.ast.Paren;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.StringLiteral;
import io.promontory.promql.ast.Unary;
import io.promontory.promql.function.FunctionSignature;
import io.promontory.promql.function.FunctionSignatures;
import io.promontory.series.text.GoStrings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses expressions by precedence climbing; types are checked afterwards. */
final class ExpressionParser {
  private final TokenReader tokens;
  private final FeatureFlags flags;
  private final Nesting nesting;
  private final SelectorParser selectors;
  private final MatchingParser matchings;
  private final ModifierParser modifiers;

  ExpressionParser(TokenReader tokens, FeatureFlags flags) {
    this.tokens = tokens;
    this.flags = flags;
    this.nesting = new Nesting(tokens);
    this.selectors = new SelectorParser(tokens);
    this.matchings = new MatchingParser(tokens, selectors);
    this.modifiers = new ModifierParser(tokens, flags, nesting);
  }

  /** The whole text. */
  Expr query() {
    if (tokens.at(TokenKind.EOF)) {
      throw tokens.error(Span.NONE, "no expression found in input");
    }
    Expr expr = expression(Operators.LOWEST);
    tokens.expect(TokenKind.EOF);
    return expr;
  }

  private Expr expression(int minPrecedence) {
    nesting.enter(tokens.peek());
    Expr lhs = operand();
    while (true) {
      BinaryOp op = Operators.of(tokens.peek().kind());
      if (op == null || Operators.precedence(op) < minPrecedence) {
        nesting.leave();
        return lhs;
      }
      lhs = binary(lhs, op);
    }
  }

  private Expr binary(Expr lhs, BinaryOp op) {
    int height = nesting.height();
    Token operator = tokens.take();
    MatchingParser.Modifiers found = matchings.modifiers();
    int precedence = Operators.precedence(op);
    Expr rhs = expression(op == BinaryOp.POW ? precedence : precedence + 1);
    Span span = new Span(lhs.span().start(), rhs.span().end());
    if (found.fills() && !flags.binopFillModifiers()) {
      throw tokens.error(span, "binop fill modifiers are experimental and not enabled");
    }
    nesting.grow(Math.max(height, nesting.height()), operator);
    return new Binary(op, lhs, rhs, found.returnBool(), found.matching(), span);
  }

  private Expr operand() {
    Token token = tokens.peek();
    if (token.is(TokenKind.ADD) || token.is(TokenKind.SUB)) {
      return unary(tokens.take());
    }
    return modifiers.after(primary());
  }

  /** A sign binds like a product: {@code -1^2} is -1. Numbers take their sign in. */
  private Expr unary(Token sign) {
    boolean negative = sign.is(TokenKind.SUB);
    Expr expr = expression(Operators.POWER);
    Span span = new Span(sign.start(), expr.span().end());
    if (expr instanceof NumberLiteral number) {
      return new NumberLiteral(
          negative ? -number.value() : number.value(), number.duration(), span);
    }
    nesting.grow(nesting.height(), sign);
    return new Unary(negative, expr, span);
  }

  private Expr primary() {
    if (!startsExpression(tokens.peek().kind())) {
      throw tokens.unexpected();
    }
    nesting.leaf();
    Token token = tokens.peek();
    return switch (token.kind()) {
      case NUMBER, DURATION -> {
        tokens.take();
        yield new NumberLiteral(tokens.number(token), token.is(TokenKind.DURATION), token.span());
      }
      case STRING -> {
        tokens.take();
        yield new StringLiteral(StringScanner.unquote(token.text()), token.span());
      }
      case LEFT_PAREN -> paren(tokens.take());
      case LEFT_BRACE -> selectors.bare();
      default -> named(tokens.take());
    };
  }

  private static boolean startsExpression(TokenKind kind) {
    return switch (kind) {
      case NUMBER, DURATION, STRING, LEFT_PAREN, LEFT_BRACE, ADD, SUB -> true;
      default -> SelectorParser.isMetricName(kind);
    };
  }

  private Expr paren(Token open) {
    Expr expr = expression(Operators.LOWEST);
    Token close = tokens.expect(RIGHT_PAREN);
    nesting.grow(nesting.height(), open);
    return new Paren(expr, new Span(open.start(), close.end()));
  }

  /** What starts with a word: a call, an aggregation or a selector. */
  private Expr named(Token name) {
    boolean function =
        name.is(TokenKind.IDENTIFIER) || name.kind().category() == TokenKind.Category.FUNCTION;
    if (function && tokens.at(LEFT_PAREN)) {
      return call(name);
    }
    if (name.kind().category() == TokenKind.Category.AGGREGATOR) {
      return switch (tokens.peek().kind()) {
        case LEFT_PAREN, BY, WITHOUT -> aggregation(name);
        default -> selectors.named(name);
      };
    }
    return selectors.named(name);
  }

  private Call call(Token name) {
    Arguments args = arguments();
    FunctionSignature function = FunctionSignatures.find(name.text());
    if (function == null) {
      throw tokens.error(name.span(), "unknown function with name " + GoStrings.quote(name.text()));
    }
    if (function.experimental() && !flags.experimentalFunctions()) {
      throw tokens.error(
          name.span(), "function " + GoStrings.quote(name.text()) + " is not enabled");
    }
    nesting.grow(args.height(), name);
    return new Call(function, args.list(), new Span(name.start(), args.end()));
  }

  private record Arguments(List<Expr> list, int end, int height) {}

  private Arguments arguments() {
    tokens.expect(LEFT_PAREN);
    List<Expr> list = new ArrayList<>();
    int height = 0;
    if (!tokens.at(RIGHT_PAREN)) {
      list.add(expression(Operators.LOWEST));
      height = nesting.height();
      while (tokens.at(COMMA)) {
        Token comma = tokens.take();
        if (!startsExpression(tokens.peek().kind())) {
          throw tokens.error(comma.span(), "trailing commas not allowed in function call args");
        }
        list.add(expression(Operators.LOWEST));
        height = Math.max(height, nesting.height());
      }
    }
    return new Arguments(list, tokens.expect(RIGHT_PAREN).end(), height);
  }

  private record Grouping(boolean without, List<String> labels) {
    static final Grouping NONE = new Grouping(false, List.of());
  }

  private Aggregation aggregation(Token name) {
    Expectation outer = tokens.expecting(Expectation.AGGREGATION);
    boolean leading = !tokens.at(LEFT_PAREN);
    Grouping grouping = leading ? grouping() : Grouping.NONE;
    Arguments args = arguments();
    int end = args.end();
    if (!leading && (tokens.at(TokenKind.BY) || tokens.at(TokenKind.WITHOUT))) {
      grouping = grouping();
      end = tokens.lastClosing();
    }
    tokens.expecting(outer);
    AggregationOp op = AggregationOp.valueOf(name.kind().name());
    Span span = new Span(name.start(), end);
    checkArguments(op, args.list().size(), span);
    nesting.grow(args.height(), name);
    @Nullable Expr param = op.takesParameter() ? args.list().getFirst() : null;
    return new Aggregation(
        op, args.list().getLast(), param, grouping.labels(), grouping.without(), span);
  }

  private Grouping grouping() {
    boolean without = tokens.take().is(TokenKind.WITHOUT);
    return new Grouping(without, selectors.labelNames());
  }

  private void checkArguments(AggregationOp op, int count, Span span) {
    if (count == 0) {
      throw tokens.error(span, "no arguments for aggregate expression provided");
    }
    if (op.isExperimental() && !flags.experimentalFunctions()) {
      throw tokens.error(
          span,
          op.text()
              + "() is experimental and must be enabled with"
              + " --enable-feature=promql-experimental-functions");
    }
    int wanted = op.takesParameter() ? 2 : 1;
    if (count != wanted) {
      throw tokens.error(
          span,
          "wrong number of arguments for aggregate expression provided, expected "
              + wanted
              + ", got "
              + count);
    }
  }
}
