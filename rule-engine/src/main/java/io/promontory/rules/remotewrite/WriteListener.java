package io.promontory.rules.remotewrite;

import java.time.Duration;

/** Hears of what a queue does; called by many threads. */
public interface WriteListener {
  /** Nobody listens. */
  WriteListener NONE = new WriteListener() {};

  /** Why samples are left out, as Prometheus' metrics name it. */
  enum Drop {
    RELABELLED("dropped_series"),
    TOO_OLD("too_old"),
    CUSTOM_BUCKETS("nhcb_in_rw1_not_supported"),
    HISTOGRAMS_OFF("native_histograms_off"),
    FALLEN_OFF("fallen_off_log");

    private final String reason;

    Drop(String reason) {
      this.reason = reason;
    }

    public String reason() {
      return reason;
    }
  }

  /** A receiver has taken a request of so many bytes; the newest sample's time in ms. */
  default void sent(WriteCount count, long bytes, Duration took, long newestMs) {}

  /** A request has to be sent again. */
  default void retried(WriteCount count) {}

  /** A receiver refuses samples for good. */
  default void failed(WriteCount count) {}

  /** Samples are not sent. */
  default void dropped(WriteCount count, Drop why) {}

  /** So many requests go out at a time. */
  default void shards(int running) {}
}
