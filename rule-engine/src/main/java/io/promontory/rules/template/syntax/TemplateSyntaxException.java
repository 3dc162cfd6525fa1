package io.promontory.rules.template.syntax;

/** A text that is no template; the message is Go's. */
public final class TemplateSyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int line;
  private final String detail;

  TemplateSyntaxException(String name, int line, String detail) {
    super("template: " + name + ":" + line + ": " + detail);
    this.line = line;
    this.detail = detail;
  }

  /** The line of the fault, from 1. */
  public int line() {
    return line;
  }

  /** The message without the place. */
  public String detail() {
    return detail;
  }
}
