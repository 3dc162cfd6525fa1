package io.promontory.objectstore.block;

/** A file of a block breaks its format; what was read from it before may still be right. */
public final class CorruptBlockException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String block;
  private final String file;
  private final long offset;

  /**
   * @param offset byte of the file where the trouble is
   * @param problem what is wrong, without the place
   */
  public CorruptBlockException(BlockFileName name, long offset, String problem) {
    super("block " + name.block() + ", " + name.file() + " at byte " + offset + ": " + problem);
    this.block = name.block();
    this.file = name.file();
    this.offset = offset;
  }

  /** The block's ULID. */
  public String block() {
    return block;
  }

  /** Path of the file inside the block. */
  public String file() {
    return file;
  }

  public long offset() {
    return offset;
  }
}
