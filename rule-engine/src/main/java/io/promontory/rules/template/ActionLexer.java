package io.promontory.rules.template;

import io.promontory.rules.template.TemplateToken.Kind;
import java.util.ArrayList;
import java.util.List;

/** Cuts the inside of one action, from its left to its right delimiter, into tokens. */
final class ActionLexer {
  private final String text;
  private final List<TemplateToken> tokens = new ArrayList<>();
  private int at;
  private int line;

  ActionLexer(String text, int at, int line) {
    this.text = text;
    this.at = at;
    this.line = line;
  }

  /** The offset behind the right delimiter, once read. */
  int end() {
    return at;
  }

  List<TemplateToken> read() throws TemplateException {
    while (true) {
      if (at >= text.length()) {
        throw new TemplateException(line, "unclosed action");
      }
      char c = text.charAt(at);
      if (text.startsWith("}}", at)) {
        at += 2;
        add(Kind.END, "}}");
        return tokens;
      }
      if (text.startsWith("-}}", at) && at > 0 && Character.isWhitespace(text.charAt(at - 1))) {
        at += 3;
        add(Kind.END, "}}");
        return tokens;
      }
      if (c == '\n') {
        line++;
        at++;
      } else if (c == ' ' || c == '\t' || c == '\r') {
        at++;
      } else {
        token(c);
      }
    }
  }

  private void token(char c) throws TemplateException {
    switch (c) {
      case '"', '\'' -> quoted(c);
      case '`' -> raw();
      case '|' -> symbol(Kind.PIPE, "|");
      case '(' -> symbol(Kind.OPEN, "(");
      case ')' -> symbol(Kind.CLOSE, ")");
      case ',' -> symbol(Kind.COMMA, ",");
      case '=' -> symbol(Kind.ASSIGN, "=");
      case ':' -> {
        if (!text.startsWith(":=", at)) {
          throw new TemplateException(line, "expected :=");
        }
        symbol(Kind.DECLARE, ":=");
      }
      case '$' -> named(Kind.VARIABLE);
      case '.' -> dot();
      default -> {
        if (isNumberStart(c)) {
          number();
        } else if (isName(c)) {
          at--;
          named(Kind.WORD);
        } else {
          throw new TemplateException(line, "unexpected character '" + c + "'");
        }
      }
    }
  }

  private void dot() throws TemplateException {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
    if (next >= '0' && next <= '9') {
      number();
    } else if (isName(next)) {
      named(Kind.FIELD);
    } else {
      symbol(Kind.DOT, ".");
    }
  }

  /** A name behind the character at the cursor. */
  private void named(Kind kind) {
    int start = at + 1;
    int end = start;
    while (end < text.length() && isName(text.charAt(end))) {
      end++;
    }
    at = end;
    add(kind, text.substring(start, end));
  }

  private void number() throws TemplateException {
    int start = at;
    at++;
    while (at < text.length() && (isName(text.charAt(at)) || isInNumber(text.charAt(at)))) {
      at++;
    }
    String number = text.substring(start, at);
    if (number.chars().noneMatch(Character::isDigit)) {
      throw new TemplateException(line, "bad number \"" + number + "\"");
    }
    add(Kind.LITERAL, number);
  }

  private boolean isInNumber(char c) {
    char before = text.charAt(at - 1);
    return c == '.' || ((c == '+' || c == '-') && (before == 'e' || before == 'E'));
  }

  private void quoted(char quote) throws TemplateException {
    int start = at++;
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length() || text.charAt(at) == '\n') {
      throw new TemplateException(line, "unterminated quoted string");
    }
    add(Kind.LITERAL, text.substring(start, ++at));
  }

  private void raw() throws TemplateException {
    int close = text.indexOf('`', at + 1);
    if (close < 0) {
      throw new TemplateException(line, "unterminated raw quoted string");
    }
    String literal = text.substring(at, close + 1);
    add(Kind.LITERAL, literal);
    line += (int) literal.chars().filter(c -> c == '\n').count();
    at = close + 1;
  }

  private void symbol(Kind kind, String symbol) {
    at += symbol.length();
    add(kind, symbol);
  }

  private void add(Kind kind, String value) {
    tokens.add(new TemplateToken(kind, value, line));
  }

  private static boolean isName(char c) {
    return c == '_' || Character.isLetterOrDigit(c);
  }

  private static boolean isNumberStart(char c) {
    return (c >= '0' && c <= '9') || c == '+' || c == '-';
  }
}
