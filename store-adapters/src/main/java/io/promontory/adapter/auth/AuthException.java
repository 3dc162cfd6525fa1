package io.promontory.adapter.auth;

import org.jspecify.annotations.Nullable;

/** A request cannot say who asks; the message says why and what to do. */
public final class AuthException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final boolean timeout;

  public AuthException(String message, @Nullable Throwable cause) {
    this(message, false, cause);
  }

  /**
   * @param timeout whether whoever gives out tokens or keys did not answer in time
   */
  public AuthException(String message, boolean timeout, @Nullable Throwable cause) {
    super(message, cause);
    this.timeout = timeout;
  }

  public boolean isTimeout() {
    return timeout;
  }
}
