package io.promontory.series.matcher;

/** A matcher whose regular expression does not parse. */
public final class InvalidMatcherException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public InvalidMatcherException(String message, Throwable cause) {
    super(message, cause);
  }
}
