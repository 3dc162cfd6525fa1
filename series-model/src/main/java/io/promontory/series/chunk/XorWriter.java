package io.promontory.series.chunk;

/**
 * Compresses float samples into a chunk of encoding {@link Encoding#XOR}, byte for byte as
 * Prometheus does: second differences of time and the XOR of neighbouring values (Pelkonen et al.,
 * "Gorilla: A Fast, Scalable, In-Memory Time Series Database", VLDB 2015, with wider time codes).
 *
 * <p>Not safe for concurrent use; the chunks it hands out are independent of it.
 */
public final class XorWriter implements FloatWriter {
  /** Most samples that a chunk's 16-bit count can tell. */
  public static final int MAX_SAMPLES = 0xffff;

  private static final int COUNT_BYTES = 2;

  private final BitWriter out = new BitWriter(128);
  private final XorWindow window = new XorWindow();
  private int count;
  private long minTime;
  private long time;
  private long delta;
  private long valueBits;

  public XorWriter() {
    out.write(0, COUNT_BYTES * 8);
  }

  /**
   * Appends a sample; the caller keeps timestamps increasing.
   *
   * @param timestamp ms since the epoch
   * @throws IllegalStateException if the chunk holds {@link #MAX_SAMPLES} already
   */
  @Override
  public void append(long timestamp, double value) {
    if (count == MAX_SAMPLES) {
      throw new IllegalStateException("a chunk holds at most " + MAX_SAMPLES + " samples");
    }
    long bits = Double.doubleToRawLongBits(value);
    if (count == 0) {
      out.writeVarint(timestamp);
      out.write(bits, 64);
      minTime = timestamp;
    } else {
      long newDelta = timestamp - time;
      if (count == 1) {
        out.writeUvarint(newDelta);
      } else {
        writeDeltaOfDelta(newDelta - delta);
      }
      delta = newDelta;
      window.write(out, bits ^ valueBits);
    }
    time = timestamp;
    valueBits = bits;
    out.setUnsignedShort(0, ++count);
  }

  @Override
  public int count() {
    return count;
  }

  /** Bytes that the chunk takes now. */
  public int length() {
    return out.length();
  }

  /** An immutable chunk of the samples so far; appending may go on. */
  @Override
  public Chunk toChunk() {
    return Chunk.of(Encoding.XOR, minTime, time, out.copy());
  }

  private void writeDeltaOfDelta(long dod) {
    if (dod == 0) {
      out.write(0, 1);
    } else if (fits(dod, 14)) {
      out.write(0b10, 2);
      out.write(dod, 14);
    } else if (fits(dod, 17)) {
      out.write(0b110, 3);
      out.write(dod, 17);
    } else if (fits(dod, 20)) {
      out.write(0b1110, 4);
      out.write(dod, 20);
    } else {
      out.write(0b1111, 4);
      out.write(dod, 64);
    }
  }

  /** The format's signed range is shifted by one: -(2^(n-1) - 1) to 2^(n-1). */
  private static boolean fits(long x, int bits) {
    long half = 1L << (bits - 1);
    return x > -half && x <= half;
  }
}
