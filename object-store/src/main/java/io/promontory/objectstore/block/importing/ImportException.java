package io.promontory.objectstore.block.importing;

/** What is to be imported cannot be; the message says what and why. */
public final class ImportException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ImportException(String message) {
    super(message);
  }
}
