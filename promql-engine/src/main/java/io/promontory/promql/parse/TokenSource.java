package io.promontory.promql.parse;

/** Yields the tokens of a text, blanks and comments skipped; at the end {@link TokenKind#EOF}. */
interface TokenSource {
  /**
   * The next token.
   *
   * @throws ParseException where the text cannot be cut into tokens
   */
  Token next();
}
