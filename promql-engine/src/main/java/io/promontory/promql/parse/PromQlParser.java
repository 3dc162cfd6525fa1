package io.promontory.promql.parse;

import io.promontory.promql.FeatureFlags;
import io.promontory.promql.ast.Expr;
import io.promontory.promql.ast.Span;
import io.promontory.series.matcher.Matcher;
import io.promontory.series.text.Utf8Bytes;
import java.util.List;

/** Parses PromQL. Errors are {@link ParseException}s with Prometheus' texts and positions. */
public final class PromQlParser {
  /** Longer texts are refused, in UTF-8 bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private PromQlParser() {}

  /**
   * Parses and type-checks an expression.
   *
   * @throws ParseException if the text is no valid expression
   */
  public static Expr parse(String text, FeatureFlags flags) {
    byte[] bytes = encode(text);
    return RoomyStack.call(bytes, () -> parse(tokens(bytes), flags));
  }

  private static Expr parse(TokenReader tokens, FeatureFlags flags) {
    Expr expr = new ExpressionParser(tokens, flags).query();
    return new TypeChecker(tokens).check(expr);
  }

  /**
   * Parses a selector without modifiers, as {@code match[]} takes it. The matcher of a name in
   * front of the braces comes last.
   *
   * @throws ParseException if the text is no selector
   */
  public static List<Matcher> parseSelector(String text) {
    TokenReader tokens = tokens(encode(text));
    List<Matcher> matchers = new SelectorParser(tokens).selector().matchers();
    tokens.expect(TokenKind.EOF);
    return matchers;
  }

  /**
   * Whether at least one matcher refuses the empty string. Selectors without such a matcher would
   * select everything and are refused, in expressions as in {@code match[]}.
   */
  public static boolean hasNonEmptyMatcher(List<Matcher> matchers) {
    return matchers.stream().anyMatch(matcher -> !matcher.matchesEmpty());
  }

  private static byte[] encode(String text) {
    byte[] bytes = text.length() > MAX_BYTES ? new byte[0] : Utf8Bytes.encode(text);
    if (text.length() > MAX_BYTES || bytes.length > MAX_BYTES) {
      throw new ParseException(
          new byte[1], Span.NONE, "expression is longer than " + MAX_BYTES + " bytes");
    }
    return bytes;
  }

  private static TokenReader tokens(byte[] text) {
    return new TokenReader(text, new Lexer(new Cursor(text), false));
  }
}
