package io.promontory.rules.notify;

/** An Alertmanager did not take alerts; the message says why. */
public final class PostException extends Exception {
  private static final long serialVersionUID = 1L;

  public PostException(String message) {
    super(message);
  }

  public PostException(String message, Throwable cause) {
    super(message, cause);
  }
}
