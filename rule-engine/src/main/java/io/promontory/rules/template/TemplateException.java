package io.promontory.rules.template;

/** A text that is no template; the message names the line. */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  TemplateException(int line, String message) {
    super("line " + line + ": " + message);
  }
}
