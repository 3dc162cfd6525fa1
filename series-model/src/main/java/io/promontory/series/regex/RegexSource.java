package io.promontory.series.regex;

/** The text of a regular expression and a place in it. */
final class RegexSource {
  private final String text;
  private final boolean anyBytes;
  private int position;

  /**
   * @param anyBytes whether bytes that are no UTF-8 are taken as characters of their own
   */
  RegexSource(String text, boolean anyBytes) {
    this.text = text;
    this.anyBytes = anyBytes;
  }

  String text() {
    return text;
  }

  int position() {
    return position;
  }

  void moveTo(int newPosition) {
    position = newPosition;
  }

  boolean atEnd() {
    return position == text.length();
  }

  int remaining() {
    return text.length() - position;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, position);
  }

  /** The char at an offset from here, or 0 behind the end. */
  char peek(int offset) {
    int at = position + offset;
    return at < text.length() ? text.charAt(at) : 0;
  }

  boolean skip(String prefix) {
    if (startsWith(prefix)) {
      position += prefix.length();
      return true;
    }
    return false;
  }

  /** The next code point; an unpaired surrogate stands for bytes that are no UTF-8. */
  int next() {
    int c = text.codePointAt(position);
    if (!anyBytes && c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      throw error("invalid UTF-8", position);
    }
    position += Character.charCount(c);
    return c;
  }

  /** The text between two places, the later one excluded. */
  String between(int from, int to) {
    return text.substring(from, to);
  }

  /** Index of a text from here on, or -1. */
  int find(String part) {
    return text.indexOf(part, position);
  }

  /** An error whose excerpt runs from a place to the end. */
  RegexSyntaxException error(String problem, int from) {
    return new RegexSyntaxException(problem, text.substring(from));
  }

  /** An error whose excerpt runs from a place to here. */
  RegexSyntaxException errorUpToHere(String problem, int from) {
    return new RegexSyntaxException(problem, text.substring(from, position));
  }
}
