package io.promontory.objectstore.block.verify;

import io.promontory.objectstore.block.BlockFileName;
import io.promontory.objectstore.block.CorruptBlockException;

/**
 * A promise that a block breaks.
 *
 * @param offset byte of the file, or -1 where the file as a whole is meant
 * @param problem what is wrong, without the place
 */
public record Finding(BlockFileName file, long offset, String problem) {
  static Finding of(CorruptBlockException e) {
    String message = String.valueOf(e.getMessage());
    return new Finding(
        new BlockFileName(e.block(), e.file()),
        e.offset(),
        message.substring(message.indexOf(": ") + 2));
  }

  @Override
  public String toString() {
    return file + (offset < 0 ? "" : " at byte " + offset) + ": " + problem;
  }
}
