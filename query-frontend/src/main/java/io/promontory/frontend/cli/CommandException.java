package io.promontory.frontend.cli;

/** A command that failed; the message is one sentence for the person who gave it. */
class CommandException extends Exception {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }

  CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}
