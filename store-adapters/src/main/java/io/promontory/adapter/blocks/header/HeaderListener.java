package io.promontory.adapter.blocks.header;

import io.promontory.objectstore.block.Ulid;

/** Told about index headers, for metrics; must not block or throw. Called by any thread. */
public interface HeaderListener {
  /** Hears nothing. */
  HeaderListener NONE = new HeaderListener() {};

  /** A header was fetched from the bucket. */
  default void built(Ulid block, long bytes, long nanos) {}

  /** A header was opened from the local disk. */
  default void loaded(Ulid block, long bytes, long nanos) {}

  /** A header on the local disk was of no use, and is fetched again. */
  default void discarded(Ulid block, String why) {}

  /** What lies on the local disk, and what is open, has changed. */
  default void holds(int files, long diskBytes, int open, long heapBytes) {}
}
