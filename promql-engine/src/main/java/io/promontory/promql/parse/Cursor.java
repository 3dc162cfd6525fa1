package io.promontory.promql.parse;

import io.promontory.promql.ast.Span;
import io.promontory.series.text.Utf8Bytes;

/** Reads the bytes of a text as characters, with a mark at the start of the current token. */
final class Cursor {
  static final int EOF = -1;

  /** What invalid UTF-8 reads as; the character itself is not told apart from it. */
  static final int REPLACEMENT = 0xfffd;

  private final byte[] text;
  private int start;
  private int position;
  private int width;

  Cursor(byte[] text) {
    this.text = text;
  }

  /** Consumes a character. */
  int next() {
    if (position >= text.length) {
      width = 0;
      return EOF;
    }
    int c = Utf8Bytes.codePoint(text, position, text.length);
    width = c == Utf8Bytes.INVALID ? 1 : Utf8Bytes.width(c);
    position += width;
    return c == Utf8Bytes.INVALID ? REPLACEMENT : c;
  }

  int peek() {
    int widthBefore = width;
    int c = next();
    backup();
    width = widthBefore;
    return c;
  }

  /** Takes back the last {@link #next}; once only. */
  void backup() {
    position -= width;
    width = 0;
  }

  /** Consumes the next character if it is one of these (ASCII). */
  boolean accept(String valid) {
    if (isAt(valid)) {
      next();
      return true;
    }
    return false;
  }

  /** Whether the next character is one of these (ASCII). */
  boolean isAt(String valid) {
    return position < text.length && text[position] > 0 && valid.indexOf(text[position]) >= 0;
  }

  void acceptRun(String valid) {
    while (isAt(valid)) {
      position++;
    }
  }

  void skipSpaces() {
    acceptRun(" \t\n\r");
    ignore();
  }

  /** Starts the next token here. */
  void ignore() {
    start = position;
  }

  /** The first byte after the current position that is no blank, or {@link #EOF}. */
  int peekPastSpaces() {
    int i = position;
    while (i < text.length && isSpace(text[i])) {
      i++;
    }
    return i < text.length ? text[i] : EOF;
  }

  /** Makes a token of what was read since the last one. */
  Token emit(TokenKind kind) {
    Token token = new Token(kind, start, position, current());
    start = position;
    return token;
  }

  /** What was read since the last token. */
  String current() {
    return Utf8Bytes.decode(text, start, position);
  }

  /** An error at the start of the current token. */
  ParseException error(String message) {
    return new ParseException(text, new Span(start, text.length), message);
  }

  static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
  }

  static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  static boolean isAlpha(int c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  static boolean isAlphaNumeric(int c) {
    return isAlpha(c) || isDigit(c);
  }
}
