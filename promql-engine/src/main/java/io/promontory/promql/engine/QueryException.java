package io.promontory.promql.engine;

import org.jspecify.annotations.Nullable;

/**
 * A query that has no answer. The message is Prometheus' own text where Prometheus has that error.
 */
public final class QueryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** How the HTTP API classes the failure. */
  public enum Kind {
    /** The text does not parse or type-check. */
    BAD_DATA,
    /** Evaluation failed. */
    EXECUTION,
    /** The deadline passed. */
    TIMEOUT,
    /** The caller gave up. */
    CANCELED,
    /** A store did not deliver; the message names it. */
    UNAVAILABLE
  }

  private final Kind kind;

  public QueryException(Kind kind, String message) {
    this(kind, message, null);
  }

  public QueryException(Kind kind, @Nullable String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
