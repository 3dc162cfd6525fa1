package io.promontory.series.chunk;

/**
 * Decodes chunks of one encoding into columns. Chosen once per chunk, so that no call per sample
 * remains. Used by one thread at a time.
 */
interface ChunkReader {
  /**
   * Appends all samples of a chunk, with timestamps that never go back but may repeat.
   *
   * @return the number of samples appended
   * @throws CorruptChunkException if the bytes break the format; {@code out} keeps its old size
   */
  int decode(Chunk chunk, SampleColumns out);

  /** Whether the chunk decoded last holds a timestamp more than once. */
  boolean timesRepeat();
}
