package io.promontory.rules.unittest;

/** A text that is no file of tests. */
public final class TestFileException extends Exception {
  private static final long serialVersionUID = 1L;

  TestFileException(String message) {
    super(message);
  }
}
