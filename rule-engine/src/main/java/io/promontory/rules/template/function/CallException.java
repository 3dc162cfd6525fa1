package io.promontory.rules.template.function;

/** A call that failed; the message says why, without naming the function. */
public final class CallException extends Exception {
  private static final long serialVersionUID = 1L;

  /** The text of what Go says when a null pointer is followed. */
  static final String NULL_POINTER =
      "runtime error: invalid memory address or nil pointer dereference";

  public CallException(String message) {
    super(message);
  }
}
