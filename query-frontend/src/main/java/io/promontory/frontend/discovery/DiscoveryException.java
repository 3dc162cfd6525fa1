package io.promontory.frontend.discovery;

/** A source of targets cannot be read; the message says which, and why. */
public final class DiscoveryException extends Exception {
  private static final long serialVersionUID = 1L;

  public DiscoveryException(String message) {
    super(message);
  }
}
