package io.promontory.rules.template.syntax;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into text and actions. The last token is the end, or the first error.
 *
 * <p>Space inside actions is a token: {@code $x.y} and {@code $x .y} differ.
 */
final class Lexer {
  private final String text;
  private final List<Token> tokens = new ArrayList<>();
  private int at;
  private int line = 1;
  private int counted;

  private Lexer(String text) {
    this.text = text;
  }

  static List<Token> tokens(String text) {
    Lexer lexer = new Lexer(text);
    lexer.run();
    return lexer.tokens;
  }

  private void run() {
    while (true) {
      int open = text.indexOf("{{", at);
      if (open < 0) {
        addText(text.length());
        add(TokenKind.EOF, "EOF", text.length());
        return;
      }
      boolean trims = Scanner.trimsLeft(text, open + 2);
      addText(trims ? trimmedEnd(at, open) : open);
      int inside = open + 2 + (trims ? 2 : 0);
      if (text.startsWith("/*", inside)) {
        if (!comment(inside)) {
          return;
        }
      } else {
        add(TokenKind.LEFT_DELIMITER, "{{", open);
        ActionLexer action = new ActionLexer(text, inside, this);
        if (!action.run()) {
          return;
        }
        at = action.end();
      }
    }
  }

  private void addText(int end) {
    if (end > at) {
      add(TokenKind.TEXT, text.substring(at, end), at);
    }
  }

  private int trimmedEnd(int from, int to) {
    int end = to;
    while (end > from && Scanner.isSpace(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  private boolean comment(int start) {
    int close = text.indexOf("*/", start + 2);
    if (close < 0) {
      add(TokenKind.ERROR, "unclosed comment", start);
      return false;
    }
    int end = close + 2;
    if (Scanner.trimsRight(text, end)) {
      at = skipSpace(end + 4);
    } else if (text.startsWith("}}", end)) {
      at = end + 2;
    } else {
      add(TokenKind.ERROR, "comment ends before closing delimiter", start);
      return false;
    }
    return true;
  }

  int skipSpace(int from) {
    int to = from;
    while (to < text.length() && Scanner.isSpace(text.charAt(to))) {
      to++;
    }
    return to;
  }

  void add(TokenKind kind, String value, int start) {
    for (; counted < start; counted++) {
      line += text.charAt(counted) == '\n' ? 1 : 0;
    }
    tokens.add(new Token(kind, value, start, line));
  }
}
