package io.promontory.series.store;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A store's failure, typed by what the caller can do about it. The message says what happened
 * without the store's name.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Kind {
    /** Cannot be reached, or answers something that is not an answer. */
    UNAVAILABLE,
    /** Did not answer within the deadline. */
    TIMEOUT,
    /** The caller gave up. */
    CANCELED,
    /** Answered bytes that break the protocol or the format. */
    CORRUPT,
    /** Refused the request as invalid. */
    BAD_REQUEST,
    /** A limit (ours or the store's) was exceeded. */
    LIMIT,
    /** The request needs something that the store did not announce. */
    UNSUPPORTED
  }

  private final String store;
  private final Kind kind;
  private final transient @Nullable Duration retryAfter;

  public StoreException(String store, Kind kind, String message) {
    this(store, kind, message, null);
  }

  public StoreException(String store, Kind kind, String message, @Nullable Throwable cause) {
    this(store, kind, message, cause, null);
  }

  private StoreException(
      String store,
      Kind kind,
      String message,
      @Nullable Throwable cause,
      @Nullable Duration retryAfter) {
    super(message, cause);
    this.store = store;
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** The same failure of a call that may well succeed when it is made again after a time. */
  public StoreException worthRetryAfter(Duration wait) {
    return new StoreException(store, kind, String.valueOf(getMessage()), getCause(), wait);
  }

  /** After how long a further call may well succeed; null where nothing says that it may. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }

  public String store() {
    return store;
  }

  public Kind kind() {
    return kind;
  }

  /** The text for users: {@code store "eu": connection refused}. */
  public String describe() {
    return "store \"" + store + "\": " + getMessage();
  }
}
