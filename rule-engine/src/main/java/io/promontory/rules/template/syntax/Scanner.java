package io.promontory.rules.template.syntax;

/** A cursor over a text, code point by code point. */
final class Scanner {
  static final int END = -1;

  final String text;
  int at;

  Scanner(String text) {
    this.text = text;
  }

  int peek() {
    return at < text.length() ? text.codePointAt(at) : END;
  }

  int next() {
    int c = peek();
    at += c == END ? 0 : Character.charCount(c);
    return c;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, at);
  }

  /** Takes one character if it is one of these. */
  boolean accept(String valid) {
    int c = peek();
    if (c != END && valid.indexOf(c) >= 0) {
      next();
      return true;
    }
    return false;
  }

  void acceptRun(String valid) {
    while (accept(valid)) {
      // on
    }
  }

  static boolean isSpace(int c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
  }

  static boolean isAlphaNumeric(int c) {
    return c == '_'
        || Character.isLetter(c)
        || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
  }

  /** Whether a right delimiter with a trim marker stands at an index. */
  static boolean trimsRight(String text, int at) {
    return at < text.length() && isSpace(text.charAt(at)) && text.startsWith("-}}", at + 1);
  }

  /** Whether a trim marker stands at an index, behind a left delimiter. */
  static boolean trimsLeft(String text, int at) {
    return text.startsWith("-", at) && at + 1 < text.length() && isSpace(text.charAt(at + 1));
  }
}
