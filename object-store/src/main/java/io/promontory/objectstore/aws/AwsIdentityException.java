package io.promontory.objectstore.aws;

/** No credentials are to be had; the message says from where, and why. */
public final class AwsIdentityException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Why there are none. */
  public enum Kind {
    /** Whoever gives them out refuses. */
    DENIED,
    /** Nothing that could give them out is configured, or it is broken. */
    MISCONFIGURED,
    /** No answer in time. */
    TIMEOUT,
    /** Whoever gives them out fails. */
    UNAVAILABLE
  }

  private final Kind kind;

  public AwsIdentityException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
