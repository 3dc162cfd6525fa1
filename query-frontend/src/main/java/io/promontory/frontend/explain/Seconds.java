package io.promontory.frontend.explain;

/** Times as the API writes them. */
final class Seconds {
  private Seconds() {}

  /** Seconds since the epoch, whole ones without a fraction. */
  static Object ofMs(long ms) {
    return ms % 1000 == 0 ? (Object) (ms / 1000) : (Object) (ms / 1000.0);
  }

  /** Milliseconds of a duration. */
  static double msOfNanos(long nanos) {
    return nanos / 1e6;
  }
}
