package io.promontory.adapter.readapi;

import org.jspecify.annotations.Nullable;

/** A remote read request that cannot be understood, or that asks for more than is allowed. */
public final class BadReadException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BadReadException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  BadReadException(String message) {
    this(message, null);
  }
}
