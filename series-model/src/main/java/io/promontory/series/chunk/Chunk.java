package io.promontory.series.chunk;

/**
 * One compressed run of samples of one series. Immutable by contract: whoever hands out a chunk
 * never writes to its bytes again. Of a chunk of aggregates only the windows that end within its
 * times belong to it.
 *
 * @param minTime time of the first sample, ms since the epoch, inclusive
 * @param maxTime time of the last sample, ms, inclusive
 * @param data array that holds the payload (a chunk's body as in a TSDB block: no length, encoding
 *     byte or CRC)
 * @param offset first byte of the payload in {@code data}
 * @param length bytes of the payload
 */
public record Chunk(
    Encoding encoding, long minTime, long maxTime, byte[] data, int offset, int length) {
  public Chunk {
    if (offset < 0 || length < 0 || offset > data.length - length) {
      throw new IllegalArgumentException(
          "chunk of " + length + " bytes at " + offset + " exceeds its array of " + data.length);
    }
  }

  public static Chunk of(Encoding encoding, long minTime, long maxTime, byte[] data) {
    return new Chunk(encoding, minTime, maxTime, data, 0, data.length);
  }
}
