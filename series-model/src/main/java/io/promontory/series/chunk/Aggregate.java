package io.promontory.series.chunk;

/** What a window of samples was reduced to, in the order of a chunk of aggregates. */
public enum Aggregate {
  COUNT,
  SUM,
  MIN,
  MAX,
  /**
   * Values of a counter with its resets taken out; before the first window its first raw value, and
   * at the end its last raw value with the time of the last window, so that there may be two
   * samples for one time. Of histograms, there are neither.
   */
  COUNTER
}
