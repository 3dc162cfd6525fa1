package io.promontory.rules.template;

/** A template that does not parse, or failed while it ran; the message is Prometheus'. */
public final class TemplateException extends Exception {
  private static final long serialVersionUID = 1L;

  TemplateException(String message) {
    super(message);
  }
}
