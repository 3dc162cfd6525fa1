package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.bucket.ObjectInfo;
import java.time.Instant;

/**
 * A mark for deletion that was read.
 *
 * @param time when the block was marked
 */
record MarkRead(ObjectInfo object, Instant time) {}
