package io.promontory.frontend.cli;

/** A command that was called with what it cannot take. */
final class WrongCallException extends CommandException {
  private static final long serialVersionUID = 1L;

  WrongCallException(String message) {
    super(message);
  }

  WrongCallException(String message, Throwable cause) {
    super(message, cause);
  }
}
