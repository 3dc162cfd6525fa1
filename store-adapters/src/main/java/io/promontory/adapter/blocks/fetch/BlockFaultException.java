package io.promontory.adapter.blocks.fetch;

import io.promontory.objectstore.block.CorruptBlockException;
import io.promontory.objectstore.block.Ulid;
import org.jspecify.annotations.Nullable;

/** A block cannot be read, though its bucket answers: others of the same bucket may well be. */
public final class BlockFaultException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What is wrong with the block. */
  public enum Reason {
    /** A file that was listed is no longer there: the block is being deleted. */
    NOT_FOUND,
    /** A file ends before its listed size, or answers are cut short of what they promise. */
    CUT_SHORT,
    /** A file was replaced: what is known of the block no longer holds. */
    CHANGED,
    /** A file breaks the format. */
    CORRUPT
  }

  private final String block;
  private final Reason reason;

  public BlockFaultException(Ulid block, Reason reason, String message) {
    this(block, reason, "block " + block + ": " + message, null);
  }

  private BlockFaultException(
      Ulid block, Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.block = block.toString();
    this.reason = reason;
  }

  /** The bucket's failure to give a file of the block. */
  static BlockFaultException of(Ulid block, Reason reason, RuntimeException e) {
    return new BlockFaultException(block, reason, "block " + block + ": " + e.getMessage(), e);
  }

  /** A file of the block breaks the format. */
  public static BlockFaultException of(Ulid block, CorruptBlockException e) {
    return new BlockFaultException(block, Reason.CORRUPT, String.valueOf(e.getMessage()), e);
  }

  public Ulid block() {
    return Ulid.of(block);
  }

  public Reason reason() {
    return reason;
  }
}
