package io.promontory.series.chunk;

/** A chunk is in an encoding that the reader at hand does not decode. */
public final class UnsupportedEncodingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final Encoding encoding;

  public UnsupportedEncodingException(Encoding encoding) {
    super("chunks of encoding " + encoding + " (code " + encoding.code() + ") cannot be decoded");
    this.encoding = encoding;
  }

  public Encoding encoding() {
    return encoding;
  }
}
