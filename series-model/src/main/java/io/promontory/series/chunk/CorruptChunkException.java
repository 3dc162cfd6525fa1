package io.promontory.series.chunk;

/** A chunk's bytes break its format; no sample of the chunk can be trusted. */
public final class CorruptChunkException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public CorruptChunkException(String message) {
    super(message);
  }

  static CorruptChunkException of(Chunk chunk, String problem) {
    return new CorruptChunkException(
        "corrupt "
            + chunk.encoding()
            + " chunk of "
            + chunk.length()
            + " bytes for times "
            + chunk.minTime()
            + " to "
            + chunk.maxTime()
            + " ms: "
            + problem);
  }
}
