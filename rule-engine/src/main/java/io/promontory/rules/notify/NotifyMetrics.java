package io.promontory.rules.notify;

import java.time.Duration;

/** Hears how notifications go, by the URL that they are posted to. */
public interface NotifyMetrics {
  /** Nobody listens. */
  NotifyMetrics NONE = new NotifyMetrics() {};

  /** So many alerts may wait for each Alertmanager. */
  default void capacity(int alerts) {}

  /** An Alertmanager is sent to from now on. */
  default void opened(String url) {}

  /** An Alertmanager is sent to no longer. */
  default void closed(String url) {}

  /** So many alerts wait to be sent. */
  default void queued(String url, int alerts) {}

  /** Alerts were taken. */
  default void sent(String url, int alerts, Duration took) {}

  /** Alerts were not taken; they are dropped too. */
  default void failed(String url, int alerts) {}

  /** Alerts will not be sent: the queue was full, sending failed, or time to drain it ran out. */
  default void dropped(String url, int alerts) {}
}
