package io.promontory.rules.template.syntax;

import io.promontory.series.text.GoStrings;

/** Cuts the inside of one action, up to and with its right delimiter. */
final class ActionLexer {
  private final Scanner in;
  private final Lexer out;
  private int start;
  private int depth;
  private boolean failed;

  ActionLexer(String text, int from, Lexer out) {
    this.in = new Scanner(text);
    this.in.at = from;
    this.out = out;
  }

  /** The index behind the action and the space that it trims. */
  int end() {
    return in.at;
  }

  /** Whether the action ended well; else the last token says why. */
  boolean run() {
    while (!failed) {
      start = in.at;
      boolean trims = Scanner.trimsRight(in.text, in.at);
      if (trims || in.startsWith("}}")) {
        if (depth > 0) {
          return fail("unclosed left paren");
        }
        out.add(TokenKind.RIGHT_DELIMITER, "}}", start + (trims ? 2 : 0));
        in.at = trims ? out.skipSpace(start + 4) : start + 2;
        return true;
      }
      token(in.next());
    }
    return false;
  }

  private void token(int c) {
    switch (c) {
      case Scanner.END -> fail("unclosed action");
      case ' ', '\t', '\r', '\n' -> space();
      case '=' -> add(TokenKind.ASSIGN);
      case ':' -> {
        if (in.accept("=")) {
          add(TokenKind.DECLARE);
        } else {
          fail("expected :=");
        }
      }
      case '|' -> add(TokenKind.PIPE);
      case '"' -> quoted('"', TokenKind.STRING, "unterminated quoted string");
      case '\'' -> quoted('\'', TokenKind.CHARACTER_CONSTANT, "unterminated character constant");
      case '`' -> raw();
      case '$' -> fieldOrVariable(TokenKind.VARIABLE);
      case '.' -> dot();
      case '(' -> {
        depth++;
        add(TokenKind.LEFT_PARENTHESIS);
      }
      case ')' -> {
        depth--;
        if (depth < 0) {
          fail("unexpected right paren");
        } else {
          add(TokenKind.RIGHT_PARENTHESIS);
        }
      }
      default -> other(c);
    }
  }

  private void other(int c) {
    if (c == '+' || c == '-' || (c >= '0' && c <= '9')) {
      number();
    } else if (Scanner.isAlphaNumeric(c)) {
      word();
    } else if (c > ' ' && c < 0x7f) {
      add(TokenKind.CHARACTER);
    } else {
      fail("unrecognized character in action: " + GoStrings.codePoint(c));
    }
  }

  private void space() {
    while (Scanner.isSpace(in.peek()) && !Scanner.trimsRight(in.text, in.at)) {
      in.next();
    }
    if (Scanner.trimsRight(in.text, start)) {
      in.at = start;
      return;
    }
    add(TokenKind.SPACE);
  }

  private void dot() {
    int c = in.peek();
    if (c >= '0' && c <= '9') {
      number();
    } else {
      fieldOrVariable(TokenKind.FIELD);
    }
  }

  private void fieldOrVariable(TokenKind kind) {
    if (atTerminator()) {
      add(kind == TokenKind.VARIABLE ? kind : TokenKind.DOT);
      return;
    }
    absorbWord(kind);
  }

  private void word() {
    while (Scanner.isAlphaNumeric(in.peek())) {
      in.next();
    }
    String word = in.text.substring(start, in.at);
    TokenKind keyword = TokenKind.keyword(word);
    if (!atTerminator()) {
      badCharacter();
    } else if (keyword != null) {
      add(keyword);
    } else {
      add(word.equals("true") || word.equals("false") ? TokenKind.BOOL : TokenKind.IDENTIFIER);
    }
  }

  private void absorbWord(TokenKind kind) {
    while (Scanner.isAlphaNumeric(in.peek())) {
      in.next();
    }
    if (atTerminator()) {
      add(kind);
    } else {
      badCharacter();
    }
  }

  private void badCharacter() {
    fail("bad character " + GoStrings.codePoint(in.peek()));
  }

  private boolean atTerminator() {
    int c = in.peek();
    return c == Scanner.END
        || Scanner.isSpace(c)
        || ".,|:)(".indexOf(c) >= 0
        || in.startsWith("}}");
  }

  private void number() {
    in.at = start;
    boolean good = scanNumber();
    if (good && (in.peek() == '+' || in.peek() == '-')) {
      good = scanNumber() && in.text.charAt(in.at - 1) == 'i';
      if (good) {
        add(TokenKind.COMPLEX);
        return;
      }
    }
    if (good) {
      add(TokenKind.NUMBER);
    } else {
      fail("bad number syntax: " + GoStrings.quote(in.text.substring(start, in.at)));
    }
  }

  private boolean scanNumber() {
    in.accept("+-");
    String digits = "0123456789_";
    char exponent = 'e';
    if (in.accept("0")) {
      if (in.accept("xX")) {
        digits = "0123456789abcdefABCDEF_";
        exponent = 'p';
      } else if (in.accept("oO")) {
        digits = "01234567_";
        exponent = 0;
      } else if (in.accept("bB")) {
        digits = "01_";
        exponent = 0;
      }
    }
    in.acceptRun(digits);
    if (in.accept(".")) {
      in.acceptRun(digits);
    }
    if (exponent != 0 && in.accept(exponent == 'e' ? "eE" : "pP")) {
      in.accept("+-");
      in.acceptRun("0123456789_");
    }
    in.accept("i");
    if (Scanner.isAlphaNumeric(in.peek())) {
      in.next();
      return false;
    }
    return true;
  }

  private void quoted(char quote, TokenKind kind, String unterminated) {
    while (true) {
      int c = in.next();
      if (c == '\\') {
        c = in.next();
        if (c != Scanner.END && c != '\n') {
          continue;
        }
      }
      if (c == Scanner.END || c == '\n') {
        fail(unterminated);
        return;
      }
      if (c == quote) {
        add(kind);
        return;
      }
    }
  }

  private void raw() {
    int close = in.text.indexOf('`', in.at);
    if (close < 0) {
      fail("unterminated raw quoted string");
      return;
    }
    in.at = close + 1;
    add(TokenKind.RAW_STRING);
  }

  private void add(TokenKind kind) {
    out.add(kind, in.text.substring(start, in.at), start);
  }

  private boolean fail(String message) {
    out.add(TokenKind.ERROR, message, start);
    failed = true;
    return false;
  }
}
