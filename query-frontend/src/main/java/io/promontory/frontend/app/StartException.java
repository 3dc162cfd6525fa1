package io.promontory.frontend.app;

/** A process that cannot start; the message is one sentence for the person who started it. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
