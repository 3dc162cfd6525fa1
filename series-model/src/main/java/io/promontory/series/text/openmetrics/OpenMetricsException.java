package io.promontory.series.text.openmetrics;

/** A text is no OpenMetrics; the message begins with the line. */
public final class OpenMetricsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final long line;

  OpenMetricsException(long line, String problem) {
    super("line " + line + ": " + problem);
    this.line = line;
  }

  /** The line, from 1. */
  public long line() {
    return line;
  }
}
