package io.promontory.series.histogram;

/** What is known about a counter reset between a histogram and the one before it. */
public enum ResetHint {
  /** Nothing: compare the buckets to find out. */
  UNKNOWN("unknown"),
  /** The counter was reset. */
  RESET("reset"),
  /** The counter was not reset. */
  NOT_RESET("not_reset"),
  /** No counter at all: the histogram may rise and fall. */
  GAUGE("gauge");

  private final String text;

  ResetHint(String text) {
    this.text = text;
  }

  /** The name in Prometheus' series notation. */
  public String text() {
    return text;
  }
}
