package io.promontory.promql.parse;

import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;

/** The numbers of series notation. */
final class NumberNotation {
  private NumberNotation() {}

  /** A number with or without a sign. */
  static double signed(TokenReader tokens) {
    boolean negative = tokens.takeIf(TokenKind.SUB);
    if (!negative) {
      tokens.takeIf(TokenKind.ADD);
    }
    double number = number(tokens);
    return negative ? -number : number;
  }

  static double number(TokenReader tokens) {
    return tokens.number(tokens.expect(TokenKind.NUMBER));
  }

  /** An integer with or without a minus. */
  static long integer(TokenReader tokens) {
    return tokens.takeIf(TokenKind.SUB) ? -unsigned(tokens) : unsigned(tokens);
  }

  /** An integer without a sign; beyond 63 bits negative. */
  static long unsigned(TokenReader tokens) {
    Token token = tokens.expect(TokenKind.NUMBER);
    try {
      return GoNumbers.parseUint(token.text());
    } catch (TextFormatException e) {
      throw tokens.error(token.span(), "invalid repetition in series values: " + e.getMessage());
    }
  }
}
