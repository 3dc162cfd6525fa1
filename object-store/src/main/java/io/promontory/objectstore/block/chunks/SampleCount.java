package io.promontory.objectstore.block.chunks;

import io.promontory.series.chunk.Chunk;
import io.promontory.series.chunk.Encoding;

/** How many samples a chunk says it has. */
public final class SampleCount {
  private SampleCount() {}

  /** From the chunk's first two bytes; 0 if it is too short for them. */
  public static int of(Chunk chunk) {
    if (chunk.length() < 2) {
      return 0;
    }
    int head =
        (chunk.data()[chunk.offset()] & 0xff) << 8 | (chunk.data()[chunk.offset() + 1] & 0xff);
    return withStartTimes(chunk.encoding()) ? head & 0x3fff : head;
  }

  /** Whether the samples are histograms. */
  public static boolean histograms(Encoding encoding) {
    return encoding != Encoding.XOR && encoding != Encoding.XOR2;
  }

  private static boolean withStartTimes(Encoding encoding) {
    return encoding == Encoding.HISTOGRAM_ST || encoding == Encoding.FLOAT_HISTOGRAM_ST;
  }
}
