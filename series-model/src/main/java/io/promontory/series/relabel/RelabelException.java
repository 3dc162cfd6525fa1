package io.promontory.series.relabel;

/** A relabelling rule cannot work as it is written; the message is Prometheus'. */
public final class RelabelException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public RelabelException(String message) {
    super(message);
  }

  RelabelException(String message, Throwable cause) {
    super(message, cause);
  }
}
