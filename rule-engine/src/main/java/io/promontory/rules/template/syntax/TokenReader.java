package io.promontory.rules.template.syntax;

import java.util.List;

/** A cursor over the tokens of one template, which also makes its errors. */
final class TokenReader {
  private final String name;
  private final List<Token> tokens;
  private int at;
  private int furthest;
  private int actionLine;

  TokenReader(String name, String text) {
    this.name = name;
    this.tokens = Lexer.tokens(text);
  }

  Token next() {
    Token token = tokens.get(Math.min(at, tokens.size() - 1));
    furthest = Math.max(furthest, Math.min(at, tokens.size() - 1));
    at++;
    return token;
  }

  Token peek() {
    Token token = next();
    at--;
    return token;
  }

  Token nextNonSpace() {
    Token token = next();
    while (token.is(TokenKind.SPACE)) {
      token = next();
    }
    return token;
  }

  /** Skips space for good. */
  Token peekNonSpace() {
    Token token = nextNonSpace();
    at--;
    return token;
  }

  int mark() {
    return at;
  }

  void reset(int mark) {
    at = mark;
  }

  /** From here on, until 0 is given, errors of the lexer name this line as the action's. */
  void actionStarts(int line) {
    actionLine = line;
  }

  Token expect(TokenKind kind, String context) throws TemplateSyntaxException {
    Token token = nextNonSpace();
    if (!token.is(kind)) {
      throw unexpected(token, context);
    }
    return token;
  }

  TemplateSyntaxException unexpected(Token token, String context) {
    if (!token.is(TokenKind.ERROR)) {
      return error("unexpected " + token.shown() + " in " + context);
    }
    String where = "";
    if (actionLine != 0 && actionLine != token.line()) {
      String inAction = token.text().endsWith(" action") ? "" : " in action";
      where = inAction + " started at " + name + ":" + actionLine;
    }
    return error(token.text() + where);
  }

  /** An error at the last line that was looked at. */
  TemplateSyntaxException error(String detail) {
    return new TemplateSyntaxException(name, tokens.get(furthest).line(), detail);
  }
}
