package io.promontory.promql.parse;

import io.promontory.promql.ast.Span;

/**
 * A text that is no valid PromQL. {@link #getMessage} is Prometheus' full text, with the position
 * as line and column (in bytes): {@code 1:5: parse error: unclosed left parenthesis}.
 */
public final class ParseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Span span;
  private final String detail;

  ParseException(byte[] text, Span span, String detail) {
    super(position(text, span.start()) + ": parse error: " + detail, null, false, false);
    this.span = span;
    this.detail = detail;
  }

  /** Where in the text, in bytes. */
  public Span span() {
    return span;
  }

  /** The message without the position. */
  public String detail() {
    return detail;
  }

  /** {@code line:column} of a byte offset, both counted from 1. */
  static String position(byte[] text, int offset) {
    if (text.length == 0) {
      return "unknown position";
    }
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < Math.min(offset, text.length); i++) {
      if (text[i] == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return line + ":" + (offset - lineStart + 1);
  }
}
