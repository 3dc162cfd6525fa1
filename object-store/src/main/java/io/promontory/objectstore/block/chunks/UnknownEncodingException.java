package io.promontory.objectstore.block.chunks;

/** A chunk is in an encoding that this version cannot read. */
public final class UnknownEncodingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int code;

  UnknownEncodingException(int code) {
    super("a chunk has the encoding " + code + ", which cannot be read as samples");
    this.code = code;
  }

  /** The encoding byte. */
  public int code() {
    return code;
  }
}
