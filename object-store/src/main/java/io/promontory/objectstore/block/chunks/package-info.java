/** Chunk segments: how chunks are framed in files, and Thanos' chunks of aggregates. */
@NullMarked
package io.promontory.objectstore.block.chunks;

import org.jspecify.annotations.NullMarked;
