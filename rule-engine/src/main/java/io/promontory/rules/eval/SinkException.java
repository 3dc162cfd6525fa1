package io.promontory.rules.eval;

/** Samples that could not be kept. */
public final class SinkException extends Exception {
  private static final long serialVersionUID = 1L;

  public SinkException(String message, Throwable cause) {
    super(message, cause);
  }
}
