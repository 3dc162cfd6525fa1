package io.promontory.objectstore.block.verify;

/** Told how the check of a block goes on. */
@FunctionalInterface
public interface VerifyProgress {
  /** Tells nobody. */
  VerifyProgress NONE = (done, total) -> {};

  /** So many bytes of so many were read, about. */
  void bytes(long done, long total);
}
