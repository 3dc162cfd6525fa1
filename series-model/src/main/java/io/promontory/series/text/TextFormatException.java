package io.promontory.series.text;

/** A text that is no duration, time or number; the message is the one Prometheus gives. */
public final class TextFormatException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public TextFormatException(String message) {
    super(message);
  }
}
