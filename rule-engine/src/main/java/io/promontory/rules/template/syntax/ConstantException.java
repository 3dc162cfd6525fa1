package io.promontory.rules.template.syntax;

/** A constant that is written wrongly; the message is Go's. */
final class ConstantException extends Exception {
  private static final long serialVersionUID = 1L;

  ConstantException(String message) {
    super(message);
  }
}
