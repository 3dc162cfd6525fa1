package io.promontory.series.chunk;

/** Compresses float samples into one chunk. Not safe for concurrent use. */
public sealed interface FloatWriter permits XorWriter, Xor2Writer {
  /**
   * Appends a sample; the caller keeps timestamps increasing.
   *
   * @param timestamp ms since the epoch
   * @throws IllegalStateException if the chunk is full
   */
  void append(long timestamp, double value);

  /** Samples so far. */
  int count();

  /** An immutable chunk of the samples so far; appending may go on. */
  Chunk toChunk();
}
