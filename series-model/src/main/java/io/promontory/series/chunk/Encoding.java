package io.promontory.series.chunk;

import org.jspecify.annotations.Nullable;

/**
 * The encodings of a chunk's payload, numbered as in Prometheus' TSDB (chunk format, encoding byte)
 * and its remote read protocol.
 */
public enum Encoding {
  XOR(1),
  HISTOGRAM(2),
  FLOAT_HISTOGRAM(3),
  XOR2(4),
  HISTOGRAM_ST(5),
  FLOAT_HISTOGRAM_ST(6),
  /**
   * What windows of samples were reduced to, as in Thanos' downsampled blocks: {@link
   * AggregateParts}. Each part is a chunk of one of the other encodings.
   */
  AGGREGATES(0xff);

  private static final Encoding[] BY_CODE = {
    null, XOR, HISTOGRAM, FLOAT_HISTOGRAM, XOR2, HISTOGRAM_ST, FLOAT_HISTOGRAM_ST
  };

  private final int code;

  Encoding(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** Whether it is one of those that there have always been, which every reader understands. */
  public boolean isPlain() {
    return code <= FLOAT_HISTOGRAM.code;
  }

  /** The encoding of a TSDB code, or null where the code is unknown. */
  public static @Nullable Encoding ofCode(int code) {
    return code > 0 && code < BY_CODE.length
        ? BY_CODE[code]
        : code == AGGREGATES.code ? AGGREGATES : null;
  }
}
