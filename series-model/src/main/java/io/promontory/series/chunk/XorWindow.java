package io.promontory.series.chunk;

/** Where the bits lie in which a value differs from the one before it; as XOR chunks write them. */
final class XorWindow {
  private static final int NONE = -1;

  private int leading = NONE;
  private int trailing;

  /** Writes a difference: one bit where there is none, and the window where it has to change. */
  void write(BitWriter out, long xor) {
    if (xor == 0) {
      out.write(0, 1);
    } else if (covers(xor)) {
      out.write(0b10, 2);
      writeBits(out, xor);
    } else {
      out.write(0b11, 2);
      writeNew(out, xor);
    }
  }

  /** Whether the window in use has all bits of a difference. */
  boolean covers(long xor) {
    return leading != NONE
        && leading(xor) >= leading
        && Long.numberOfTrailingZeros(xor) >= trailing;
  }

  void writeBits(BitWriter out, long xor) {
    out.write(xor >>> trailing, 64 - leading - trailing);
  }

  /** Writes a difference with the window that fits it, which is in use from now on. */
  void writeNew(BitWriter out, long xor) {
    leading = leading(xor);
    trailing = Long.numberOfTrailingZeros(xor);
    out.write(leading, 5);
    // 64 does not fit into six bits and is written as 0, which no difference needs otherwise.
    out.write((64 - leading - trailing) & 63, 6);
    writeBits(out, xor);
  }

  /** The field for leading zeros has five bits. */
  private static int leading(long xor) {
    return Math.min(Long.numberOfLeadingZeros(xor), 31);
  }
}
