package io.promontory.series.chunk;

/**
 * Compresses float samples and their start times into a chunk of encoding {@link Encoding#XOR2},
 * byte for byte as Prometheus does. Not safe for concurrent use.
 */
public final class Xor2Writer implements FloatWriter {
  /** Most samples that a chunk's 16-bit count can tell. */
  public static final int MAX_SAMPLES = 0xffff;

  private static final int START_TIME_HEADER = 2;

  private final BitWriter out = new BitWriter(128);
  private final XorWindow window = new XorWindow();
  private final StartTimeWriter startTimes = new StartTimeWriter(START_TIME_HEADER);
  private int count;
  private long minTime;
  private long time;
  private long delta;

  /** The last value that is no stale marker. */
  private long baseline;

  public Xor2Writer() {
    out.write(0, 24);
  }

  /** Appends a sample without start time. */
  @Override
  public void append(long timestamp, double value) {
    append(timestamp, value, 0);
  }

  /**
   * Appends a sample; the caller keeps timestamps increasing.
   *
   * @param timestamp ms since the epoch
   * @param startTime ms since the epoch, 0 where unknown
   * @throws IllegalStateException if the chunk holds {@link #MAX_SAMPLES} already
   */
  public void append(long timestamp, double value, long startTime) {
    if (count == MAX_SAMPLES) {
      throw new IllegalStateException("a chunk holds at most " + MAX_SAMPLES + " samples");
    }
    long bits = Double.doubleToRawLongBits(value);
    boolean stale = bits == StaleMarker.BITS;
    if (count == 0) {
      out.writeVarint(timestamp);
      out.write(bits, 64);
      startTimes.writeFirst(out, timestamp, startTime);
      minTime = timestamp;
    } else {
      long newDelta = timestamp - time;
      if (count == 1) {
        out.writeUvarint(newDelta);
        writeValue(bits, stale);
      } else {
        writeJoint(newDelta - delta, bits, stale);
      }
      delta = newDelta;
      startTimes.writeNext(out, count, time, startTime);
    }
    time = timestamp;
    baseline = stale ? baseline : bits;
    out.setUnsignedShort(0, ++count);
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public Chunk toChunk() {
    return Chunk.of(Encoding.XOR2, minTime, time, out.copy());
  }

  /** One code for the change of the time step and the value. */
  private void writeJoint(long dod, long bits, boolean stale) {
    long xor = bits ^ baseline;
    if (dod == 0) {
      if (stale) {
        out.write(0b11111, 5);
      } else if (xor == 0) {
        out.write(0, 1);
      } else {
        out.write(window.covers(xor) ? 0b100 : 0b101, 3);
        writeChange(xor);
      }
      return;
    }
    if (dod == dod << 51 >> 51) {
      out.write(0b110, 3);
      out.write(dod, 13);
    } else if (dod == dod << 44 >> 44) {
      out.write(0b1110, 4);
      out.write(dod, 20);
    } else {
      out.write(0b11110, 5);
      out.write(dod, 64);
    }
    writeValue(bits, stale);
  }

  /** A value behind a time of its own. */
  private void writeValue(long bits, boolean stale) {
    long xor = bits ^ baseline;
    if (stale) {
      out.write(0b111, 3);
    } else if (xor == 0) {
      out.write(0, 1);
    } else {
      boolean covered = window.covers(xor);
      out.write(covered ? 0b10 : 0b110, covered ? 2 : 3);
      writeChange(xor);
    }
  }

  private void writeChange(long xor) {
    if (window.covers(xor)) {
      window.writeBits(out, xor);
    } else {
      window.writeNew(out, xor);
    }
  }
}
