package io.promontory.promql.parse;

import io.promontory.promql.ast.VectorMatching;
import io.promontory.promql.ast.VectorMatching.Cardinality;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parses what may stand between a binary operator and its right operand. */
final class MatchingParser {
  private final TokenReader tokens;
  private final SelectorParser selectors;

  MatchingParser(TokenReader tokens, SelectorParser selectors) {
    this.tokens = tokens;
    this.selectors = selectors;
  }

  /** The modifiers of a binary operator. */
  record Modifiers(boolean returnBool, VectorMatching matching) {
    boolean fills() {
      return matching.fillLeft() != null || matching.fillRight() != null;
    }
  }

  Modifiers modifiers() {
    boolean returnBool = tokens.takeIf(TokenKind.BOOL);
    boolean on = tokens.at(TokenKind.ON);
    List<String> labels = List.of();
    Cardinality cardinality = Cardinality.ONE_TO_ONE;
    List<String> include = List.of();
    if (on || tokens.at(TokenKind.IGNORING)) {
      tokens.take();
      labels = selectors.labelNames();
      if (tokens.at(TokenKind.GROUP_LEFT) || tokens.at(TokenKind.GROUP_RIGHT)) {
        cardinality =
            tokens.take().is(TokenKind.GROUP_LEFT)
                ? Cardinality.MANY_TO_ONE
                : Cardinality.ONE_TO_MANY;
        include = included();
      }
    }
    return fill(returnBool, new VectorMatching(cardinality, labels, on, include, null, null));
  }

  /** The labels of {@code group_left}, which may be left out in front of an operand. */
  private List<String> included() {
    return switch (tokens.peek().kind()) {
      case LEFT_BRACE, NUMBER, DURATION, STRING, ADD, SUB -> List.of();
      case TokenKind kind when SelectorParser.isMetricName(kind) -> List.of();
      default -> selectors.labelNames();
    };
  }

  private Modifiers fill(boolean returnBool, VectorMatching matching) {
    @Nullable Double left = null;
    @Nullable Double right = null;
    if (tokens.takeIf(TokenKind.FILL)) {
      left = fillValue();
      right = left;
    } else if (tokens.takeIf(TokenKind.FILL_LEFT)) {
      left = fillValue();
      right = tokens.takeIf(TokenKind.FILL_RIGHT) ? fillValue() : null;
    } else if (tokens.takeIf(TokenKind.FILL_RIGHT)) {
      right = fillValue();
      left = tokens.takeIf(TokenKind.FILL_LEFT) ? fillValue() : null;
    }
    return new Modifiers(
        returnBool,
        new VectorMatching(
            matching.cardinality(),
            matching.labels(),
            matching.on(),
            matching.include(),
            left,
            right));
  }

  private Double fillValue() {
    tokens.expect(TokenKind.LEFT_PAREN);
    boolean negative = tokens.at(TokenKind.SUB);
    if (negative || tokens.at(TokenKind.ADD)) {
      tokens.take();
    }
    if (!tokens.at(TokenKind.NUMBER) && !tokens.at(TokenKind.DURATION)) {
      throw tokens.unexpected();
    }
    double value = tokens.number(tokens.take());
    tokens.expect(TokenKind.RIGHT_PAREN);
    return negative ? -value : value;
  }
}
