package io.promontory.objectstore.block.index;

/**
 * Where a chunk is and what times it spans.
 *
 * @param minTime ms of its first sample
 * @param maxTime ms of its last sample
 * @param ref segment (from 0) in the upper half, byte offset in it in the lower
 */
public record ChunkMeta(long minTime, long maxTime, long ref) {}
