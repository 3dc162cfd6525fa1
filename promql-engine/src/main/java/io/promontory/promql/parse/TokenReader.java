package io.promontory.promql.parse;

import io.promontory.promql.ast.Span;
import io.promontory.series.text.GoDurations;
import io.promontory.series.text.GoNumbers;
import io.promontory.series.text.TextFormatException;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a text with one token of look-ahead, read when first asked for: an error of the
 * lexer must not come before an error found without the token.
 */
final class TokenReader {
  private static final double NANOS_PER_SECOND = 1e9;

  private final byte[] text;
  private final TokenSource source;
  private @Nullable Token ahead;
  private int lastClosing;
  private Expectation expectation = Expectation.NOTHING;

  TokenReader(byte[] text, TokenSource source) {
    this.text = text;
    this.source = source;
  }

  Token peek() {
    if (ahead == null) {
      ahead = source.next();
      switch (ahead.kind()) {
        case RIGHT_BRACE, RIGHT_PAREN, RIGHT_BRACKET, DURATION, NUMBER -> lastClosing = ahead.end();
        default -> {}
      }
    }
    return ahead;
  }

  boolean at(TokenKind kind) {
    return peek().kind() == kind;
  }

  Token take() {
    Token token = peek();
    ahead = null;
    return token;
  }

  /** Takes the next token if it is of this kind. */
  boolean takeIf(TokenKind kind) {
    if (at(kind)) {
      ahead = null;
      return true;
    }
    return false;
  }

  Token expect(TokenKind kind) {
    return expect(kind, expectation);
  }

  Token expect(TokenKind kind, Expectation what) {
    if (!at(kind)) {
      throw unexpected(what);
    }
    return take();
  }

  /** The end of the last closing bracket, number or duration read, look-ahead included. */
  int lastClosing() {
    return lastClosing;
  }

  /**
   * Sets what is said about unexpected tokens from here on, and returns what was said before; the
   * caller puts that back at the end of its construct.
   */
  Expectation expecting(Expectation what) {
    Expectation outer = expectation;
    expectation = what;
    return outer;
  }

  ParseException unexpected() {
    return unexpected(expectation);
  }

  ParseException unexpected(Expectation what) {
    return error(peek().span(), what.explain(peek()));
  }

  ParseException error(Span span, String message) {
    return new ParseException(text, span, message);
  }

  /** The value of a number or duration token, durations in seconds. */
  double number(Token token) {
    try {
      return token.is(TokenKind.DURATION)
          ? seconds(GoDurations.parse(token.text()))
          : plainNumber(token.text());
    } catch (TextFormatException e) {
      String prefix = token.is(TokenKind.DURATION) ? "" : "error parsing number: ";
      throw error(token.span(), prefix + e.getMessage());
    }
  }

  /** Integers of any base first ({@code 017} is 15), then floats ({@code 08} is 8). */
  private static double plainNumber(String text) {
    try {
      return GoNumbers.parseInt(text);
    } catch (TextFormatException e) {
      return GoNumbers.parseFloat(text);
    }
  }

  private static double seconds(long nanos) {
    return nanos / 1_000_000_000 + nanos % 1_000_000_000 / NANOS_PER_SECOND;
  }

  boolean isSpace(int index) {
    return index < text.length && Cursor.isSpace(text[index]);
  }
}
