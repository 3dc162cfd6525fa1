package io.promontory.promql.parse;

import io.promontory.series.text.GoStrings;
import io.promontory.series.text.Utf8Bytes;
import java.io.ByteArrayOutputStream;

/** Finds the end of a string literal, checking its escapes, and takes literals apart. */
final class StringScanner {
  private static final String SIMPLE_ESCAPES = "abfnrtv\\";
  private static final String SIMPLE_VALUES = "\u0007\b\f\n\r\t\u000b\\";

  private final Cursor cursor;
  private final int quote;

  /** The opening quote has been read. */
  StringScanner(Cursor cursor, int quote) {
    this.cursor = cursor;
    this.quote = quote;
  }

  Token scan() {
    boolean raw = quote == '`';
    while (true) {
      int c = cursor.next();
      if (c == quote) {
        return cursor.emit(TokenKind.STRING);
      }
      if (c == Cursor.REPLACEMENT) {
        throw cursor.error("invalid UTF-8 rune");
      }
      if (raw && c == Cursor.EOF) {
        throw cursor.error("unterminated raw string");
      }
      if (!raw && (c == Cursor.EOF || c == '\n')) {
        throw cursor.error("unterminated quoted string");
      }
      if (!raw && c == '\\') {
        scanEscape();
      }
    }
  }

  private void scanEscape() {
    int c = cursor.next();
    if (c == quote || (c > 0 && SIMPLE_ESCAPES.indexOf(c) >= 0)) {
      return;
    }
    switch (c) {
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        cursor.backup();
        scanCode(3, 8, 255);
      }
      case 'x' -> scanCode(2, 16, 255);
      case 'u' -> scanCode(4, 16, Character.MAX_CODE_POINT);
      case 'U' -> scanCode(8, 16, Character.MAX_CODE_POINT);
      case Cursor.EOF -> throw cursor.error("escape sequence not terminated");
      default -> throw cursor.error("unknown escape sequence " + GoStrings.codePoint(c));
    }
  }

  private void scanCode(int digits, int radix, int max) {
    long code = 0;
    for (int i = 0; i < digits; i++) {
      int c = cursor.next();
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (c == Cursor.EOF) {
        throw cursor.error("escape sequence not terminated");
      }
      if (digit < 0) {
        throw cursor.error("illegal character " + GoStrings.codePoint(c) + " in escape sequence");
      }
      code = code * radix + digit;
    }
    if (code > max || (code >= 0xd800 && code < 0xe000)) {
      throw cursor.error("escape sequence is an invalid Unicode code point");
    }
  }

  /** The value of a scanned literal; bytes that are no UTF-8 as {@link Utf8Bytes} holds them. */
  static String unquote(String literal) {
    String body = literal.substring(1, literal.length() - 1);
    if (literal.charAt(0) == '`' || body.indexOf('\\') < 0) {
      return body;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(body.length());
    for (int i = 0; i < body.length(); ) {
      int c = body.codePointAt(i);
      if (c == '\\') {
        i = unescape(body, i + 1, out);
      } else {
        Utf8Bytes.append(c, out);
        i += Character.charCount(c);
      }
    }
    byte[] bytes = out.toByteArray();
    return Utf8Bytes.decode(bytes, 0, bytes.length);
  }

  private static int unescape(String body, int at, ByteArrayOutputStream out) {
    char kind = body.charAt(at);
    switch (kind) {
      case 'x' -> {
        out.write(Integer.parseInt(body, at + 1, at + 3, 16));
        return at + 3;
      }
      case 'u', 'U' -> {
        int end = at + (kind == 'u' ? 5 : 9);
        Utf8Bytes.append(Integer.parseInt(body, at + 1, end, 16), out);
        return end;
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        out.write(Integer.parseInt(body, at, at + 3, 8));
        return at + 3;
      }
      default -> {
        int simple = SIMPLE_ESCAPES.indexOf(kind);
        out.write(simple >= 0 ? SIMPLE_VALUES.charAt(simple) : kind);
        return at + 1;
      }
    }
  }
}
