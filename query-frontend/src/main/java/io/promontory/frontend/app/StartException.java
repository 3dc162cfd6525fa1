package io.promontory.frontend.app;

import java.net.BindException;
import org.jspecify.annotations.Nullable;

/** A process that cannot start; the message is one sentence for the person who started it. */
public final class StartException extends Exception {
  private static final long serialVersionUID = 1L;

  private final boolean portIsTaken;

  StartException(Throwable failure) {
    super(reason(failure), failure);
    this.portIsTaken = bindFailure(failure) != null;
  }

  /** Whether an address to listen on is in use, or not ours. */
  public boolean portIsTaken() {
    return portIsTaken;
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage() == null ? failure.toString() : failure.getMessage();
    return bindFailure(failure) == null ? "cannot start: " + message : "cannot listen: " + message;
  }

  private static @Nullable Throwable bindFailure(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException) {
        return cause;
      }
    }
    return null;
  }
}
