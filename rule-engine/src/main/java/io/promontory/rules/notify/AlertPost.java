package io.promontory.rules.notify;

/** The way to one Alertmanager. Used by one thread at a time. */
public interface AlertPost extends AutoCloseable {
  /**
   * Delivers a list of alerts, as JSON of API v2. Ends in bounded time.
   *
   * @throws PostException if the Alertmanager did not take it
   */
  void post(byte[] alerts) throws PostException;

  /** Ends what is under way. */
  @Override
  void close();
}
