package io.promontory.rules.template.syntax;

import io.promontory.series.text.GoStrings;

/**
 * A piece of a template.
 *
 * @param text as written; the message of an error
 * @param at index of its first character
 * @param line from 1
 */
record Token(TokenKind kind, String text, int at, int line) {
  private static final int SHOWN = 10;

  boolean is(TokenKind other) {
    return kind == other;
  }

  /** As error messages show it. */
  String shown() {
    if (kind == TokenKind.EOF || kind == TokenKind.ERROR) {
      return text;
    }
    if (kind.compareTo(TokenKind.KEYWORD) > 0) {
      return "<" + text + ">";
    }
    if (text.codePointCount(0, text.length()) > SHOWN) {
      return GoStrings.quote(text.substring(0, text.offsetByCodePoints(0, SHOWN))) + "...";
    }
    return GoStrings.quote(text);
  }
}
