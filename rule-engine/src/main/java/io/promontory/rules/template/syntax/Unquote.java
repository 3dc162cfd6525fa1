package io.promontory.rules.template.syntax;

import io.promontory.series.text.Utf8Bytes;
import java.io.ByteArrayOutputStream;

/** Reads Go's quoted strings and characters; {@code \xff} may make bytes that are no UTF-8. */
final class Unquote {
  private final String text;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int at = 1;

  private Unquote(String text) {
    this.text = text;
  }

  /** The value of a string in double quotes or back quotes. */
  static String string(String quoted) throws ConstantException {
    if (quoted.startsWith("`")) {
      return quoted.substring(1, quoted.length() - 1).replace("\r", "");
    }
    Unquote unquote = new Unquote(quoted);
    while (unquote.at < quoted.length() - 1) {
      unquote.one('"', true);
    }
    byte[] all = unquote.bytes.toByteArray();
    return Utf8Bytes.decode(all, 0, all.length);
  }

  /** The code point of a character in single quotes. */
  static int character(String quoted) throws ConstantException {
    Unquote unquote = new Unquote(quoted);
    int value = unquote.one('\'', false);
    if (!quoted.substring(unquote.at).equals("'")) {
      throw new ConstantException("malformed character constant: " + quoted);
    }
    return value;
  }

  private int one(char quote, boolean keep) throws ConstantException {
    int c = text.codePointAt(at);
    at += Character.charCount(c);
    if (c == quote) {
      throw invalid();
    }
    if (c != '\\') {
      append(c, keep);
      return c;
    }
    char escape = at < text.length() ? text.charAt(at++) : 0;
    switch (escape) {
      case 'a' -> c = 7;
      case 'b' -> c = '\b';
      case 'f' -> c = '\f';
      case 'n' -> c = '\n';
      case 'r' -> c = '\r';
      case 't' -> c = '\t';
      case 'v' -> c = 11;
      case '\\' -> c = '\\';
      case 'u', 'U' -> {
        c = digits(escape == 'u' ? 4 : 8, 16);
        if (!Character.isValidCodePoint(c) || (c >= 0xd800 && c <= 0xdfff)) {
          throw invalid();
        }
      }
      case 'x' -> {
        c = digits(2, 16);
        return raw(c, keep);
      }
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        c = digits(3, 8);
        if (c > 255) {
          throw invalid();
        }
        return raw(c, keep);
      }
      default -> {
        if (escape != quote) {
          throw invalid();
        }
        c = quote;
      }
    }
    append(c, keep);
    return c;
  }

  private int raw(int value, boolean keep) {
    if (keep) {
      bytes.write(value);
    }
    return value;
  }

  private void append(int c, boolean keep) {
    if (keep) {
      Utf8Bytes.append(c, bytes);
    }
  }

  private int digits(int count, int radix) throws ConstantException {
    long value = 0;
    for (int i = 0; i < count; i++) {
      int digit = at < text.length() ? Character.digit(text.charAt(at++), radix) : -1;
      if (digit < 0) {
        throw invalid();
      }
      value = value * radix + digit;
    }
    return value > Integer.MAX_VALUE ? -1 : (int) value;
  }

  private static ConstantException invalid() {
    return new ConstantException("invalid syntax");
  }
}
