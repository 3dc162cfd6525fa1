package io.promontory.promql.parse;

import io.promontory.promql.ast.Span;
import io.promontory.series.text.GoStrings;

/**
 * A token.
 *
 * @param start its first byte in the text
 * @param end the byte after its last
 * @param text as written
 */
record Token(TokenKind kind, int start, int end, String text) {
  private static final int QUOTED_LENGTH = 10;

  Span span() {
    return new Span(start, end);
  }

  boolean is(TokenKind other) {
    return kind == other;
  }

  /** How errors name the token: {@code identifier "foo"}, {@code <by>}, {@code <op:+>}. */
  String describe() {
    if (kind == TokenKind.EOF) {
      return "end of input";
    }
    return kind.description() == null ? quoted() : kind.description() + " " + quoted();
  }

  private String quoted() {
    if (kind == TokenKind.IDENTIFIER || kind == TokenKind.METRIC_IDENTIFIER) {
      return GoStrings.quote(text);
    }
    return switch (kind.category()) {
      case KEYWORD -> "<" + text + ">";
      case OPERATOR -> "<op:" + text + ">";
      case AGGREGATOR -> "<aggr:" + text + ">";
      case FUNCTION, OTHER -> end - start > QUOTED_LENGTH ? abbreviated() : GoStrings.quote(text);
    };
  }

  private String abbreviated() {
    int length = Math.min(QUOTED_LENGTH, text.codePointCount(0, text.length()));
    return GoStrings.quote(text.substring(0, text.offsetByCodePoints(0, length))) + "...";
  }
}
