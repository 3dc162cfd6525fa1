package io.promontory.objectstore.block.importing;

import io.promontory.objectstore.block.meta.BlockMeta;

/** Told how an import goes on, by the thread that runs it. */
public interface ImportListener {
  /** Tells nobody. */
  ImportListener NONE = new ImportListener() {};

  /** What an import is busy with. */
  enum Step {
    /** Reading input; counted in bytes. */
    READ,
    /** Sorting samples into blocks; counted in samples. */
    SORT,
    /** Checking blocks; counted in bytes. */
    CHECK,
    /** Bringing blocks to the bucket; counted in bytes. */
    UPLOAD
  }

  /**
   * So much of a step was done; comes often.
   *
   * @param total -1 where unknown
   */
  default void progress(Step step, long done, long total) {}

  /**
   * A block is in the bucket.
   *
   * @param known whether it was there before
   */
  default void block(BlockMeta meta, boolean known) {}

  /** A block was not imported, and nothing is wrong with that. */
  default void skipped(String block, String reason) {}
}
