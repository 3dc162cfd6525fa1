package io.promontory.rules.template.exec;

/** A template that failed while it ran; the message is Go's, with line and column. */
public final class ExecutionException extends Exception {
  private static final long serialVersionUID = 1L;

  ExecutionException(String message) {
    super(message);
  }
}
