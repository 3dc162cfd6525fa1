package io.promontory.series.chunk;

/**
 * The NaN that says "this series ended here": one bit pattern among all NaNs, told apart from
 * measured NaNs by its payload only.
 */
public final class StaleMarker {
  /** The raw bits of the marker. */
  public static final long BITS = 0x7ff0000000000002L;

  /** The marker as a value to append. */
  public static final double VALUE = Double.longBitsToDouble(BITS);

  private StaleMarker() {}

  public static boolean isStale(double value) {
    return Double.doubleToRawLongBits(value) == BITS;
  }
}
