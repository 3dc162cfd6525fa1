package io.promontory.promql.parse;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.At;
import io.promontory.promql.ast.DurationExpr;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.MatrixSelector;
import io.promontory.promql.ast.Span;
import io.promontory.promql.ast.Subquery;
import io.promontory.promql.ast.TimeShift;
import io.promontory.promql.ast.VectorSelector;
import io.promontory.series.text.GoFloats;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** Parses what follows an operand: ranges, subqueries, {@code offset}, {@code @} and their kin. */
final class ModifierParser {
  private final TokenReader tokens;
  private final FeatureFlags flags;
  private final Nesting nesting;
  private final DurationParser durations;

  ModifierParser(TokenReader tokens, FeatureFlags flags, Nesting nesting) {
    this.tokens = tokens;
    this.flags = flags;
    this.nesting = nesting;
    this.durations = new DurationParser(tokens, nesting);
  }

  /** An operand with all modifiers that follow it. */
  Expr after(Expr operand) {
    Expr expr = operand;
    while (true) {
      switch (tokens.peek().kind()) {
        case LEFT_BRACKET -> expr = range(expr);
        case OFFSET -> expr = offset(expr);
        case AT -> expr = at(expr);
        case ANCHORED -> expr = edge(expr, tokens.take());
        case SMOOTHED -> expr = edge(expr, tokens.take());
        default -> {
          return expr;
        }
      }
    }
  }

  private Expr range(Expr expr) {
    int height = nesting.height();
    Token open = tokens.take();
    Expectation outer = tokens.expecting(Expectation.RANGE);
    DurationExpr range = durations.positive();
    tokens.expecting(Expectation.RANGE_END);
    Expr result;
    if (tokens.at(TokenKind.RIGHT_BRACKET)) {
      result = matrix(expr, range, open, tokens.take());
    } else {
      tokens.expect(TokenKind.COLON);
      result = subquery(expr, range);
    }
    tokens.expecting(outer);
    nesting.grow(height, open);
    return result;
  }

  private MatrixSelector matrix(Expr expr, DurationExpr range, Token open, Token close) {
    Span brackets = new Span(open.start(), close.end());
    if (!(expr instanceof VectorSelector selector)) {
      throw tokens.error(brackets, "ranges only allowed for vector selectors");
    }
    if (selector.shift().offsetNanos() != 0) {
      throw tokens.error(brackets, "no offset modifiers allowed before range");
    }
    if (selector.shift().at() instanceof At.Timestamp) {
      throw tokens.error(brackets, "no @ modifiers allowed before range");
    }
    return new MatrixSelector(
        selector,
        Durations.literalNanos(range),
        Durations.expression(range),
        new Span(selector.span().start(), close.end()));
  }

  private Subquery subquery(Expr expr, DurationExpr range) {
    @Nullable DurationExpr step = null;
    tokens.expecting(Expectation.STEP);
    if (!tokens.at(TokenKind.RIGHT_BRACKET)) {
      step = durations.positive();
      tokens.expecting(Expectation.STEP_END);
    }
    Token close = tokens.expect(TokenKind.RIGHT_BRACKET);
    return new Subquery(
        expr,
        Durations.literalNanos(range),
        Durations.expression(range),
        step == null ? 0 : Durations.literalNanos(step),
        step == null ? null : Durations.expression(step),
        TimeShift.NONE,
        new Span(expr.span().start(), close.end()));
  }

  private Expr offset(Expr expr) {
    int height = nesting.height();
    Token keyword = tokens.take();
    Expectation outer = tokens.expecting(Expectation.OFFSET);
    DurationExpr offset = durations.offset();
    tokens.expecting(outer);
    nesting.grow(height, keyword);
    TimeShift before = shiftOf(expr);
    if (before == null) {
      throw misplaced(expr, "offset");
    }
    if (before.offsetNanos() != 0 || before.offsetExpr() != null) {
      throw tokens.error(expr.span(), "offset may not be set multiple times");
    }
    return withShift(
        expr,
        new TimeShift(Durations.literalNanos(offset), Durations.expression(offset), before.at()));
  }

  private Expr at(Expr expr) {
    tokens.take();
    Expectation outer = tokens.expecting(Expectation.TIMESTAMP);
    At at = timestamp(expr);
    tokens.expecting(outer);
    TimeShift before = shiftOf(expr);
    if (before == null) {
      throw misplaced(expr, "@");
    }
    if (before.at() != null) {
      throw tokens.error(expr.span(), "@ <timestamp> may not be set multiple times");
    }
    return withShift(expr, new TimeShift(before.offsetNanos(), before.offsetExpr(), at));
  }

  private At timestamp(Expr expr) {
    boolean negative = tokens.at(TokenKind.SUB);
    if (negative || tokens.at(TokenKind.ADD)) {
      tokens.take();
    } else if (tokens.at(TokenKind.START) || tokens.at(TokenKind.END)) {
      boolean start = tokens.take().is(TokenKind.START);
      tokens.expect(TokenKind.LEFT_PAREN);
      tokens.expect(TokenKind.RIGHT_PAREN);
      return start ? new At.Start() : new At.End();
    }
    if (!tokens.at(TokenKind.NUMBER) && !tokens.at(TokenKind.DURATION)) {
      throw tokens.unexpected();
    }
    double number = tokens.number(tokens.take());
    double seconds = negative ? -number : number;
    if (!(seconds > -0x1p63 && seconds < 0x1p63)) {
      throw tokens.error(
          expr.span(), "timestamp out of bounds for @ modifier: " + sixDecimals(seconds));
    }
    return new At.Timestamp(Durations.roundHalfAway(seconds * 1000));
  }

  private static String sixDecimals(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).setScale(6, RoundingMode.HALF_EVEN).toPlainString()
        : GoFloats.fixed(value);
  }

  private Expr edge(Expr expr, Token keyword) {
    boolean anchored = keyword.is(TokenKind.ANCHORED);
    String name = anchored ? "anchored" : "smoothed";
    if (!flags.extendedRangeSelectors()) {
      throw tokens.error(expr.span(), name + " modifier is experimental and not enabled");
    }
    return switch (expr) {
      case VectorSelector e -> withEdge(e, anchored, e.span());
      case MatrixSelector e ->
          new MatrixSelector(
              withEdge(e.selector(), anchored, e.span()), e.rangeNanos(), e.rangeExpr(), e.span());
      case Subquery e ->
          throw tokens.error(e.span(), name + " modifier is not supported for subqueries");
      default -> throw tokens.error(expr.span(), name + " modifier not implemented");
    };
  }

  private VectorSelector withEdge(VectorSelector selector, boolean anchored, Span blame) {
    if (anchored ? selector.smoothed() : selector.anchored()) {
      throw tokens.error(blame, "anchored and smoothed modifiers cannot be used together");
    }
    return new VectorSelector(
        selector.name(),
        selector.matchers(),
        selector.shift(),
        anchored || selector.anchored(),
        !anchored || selector.smoothed(),
        selector.span());
  }

  private ParseException misplaced(Expr expr, String modifier) {
    return tokens.error(
        expr.span(),
        modifier
            + " modifier must be preceded by an instant vector selector or range vector selector"
            + " or a subquery");
  }

  private static @Nullable TimeShift shiftOf(Expr expr) {
    return switch (expr) {
      case VectorSelector e -> e.shift();
      case MatrixSelector e -> e.selector().shift();
      case Subquery e -> e.shift();
      default -> null;
    };
  }

  /** The expression with another shift; it now ends where the last token ended. */
  private Expr withShift(Expr expr, TimeShift shift) {
    Span span = new Span(expr.span().start(), tokens.lastClosing());
    return switch (expr) {
      case VectorSelector e -> shifted(e, shift, span);
      case MatrixSelector e ->
          new MatrixSelector(
              shifted(e.selector(), shift, e.selector().span()),
              e.rangeNanos(),
              e.rangeExpr(),
              span);
      case Subquery e ->
          new Subquery(
              e.expr(), e.rangeNanos(), e.rangeExpr(), e.stepNanos(), e.stepExpr(), shift, span);
      default -> throw new IllegalStateException("no shift for " + expr);
    };
  }

  private static VectorSelector shifted(VectorSelector e, TimeShift shift, Span span) {
    return new VectorSelector(e.name(), e.matchers(), shift, e.anchored(), e.smoothed(), span);
  }
}
