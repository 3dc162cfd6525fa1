package io.promontory.rules.notify;

/**
 * Bounds of what one Alertmanager is sent.
 *
 * @param queueCapacity most alerts that wait; the oldest give way
 * @param batchSize most alerts of one request
 */
public record SendLimits(int queueCapacity, int batchSize) {
  public static final SendLimits DEFAULT = new SendLimits(10_000, 256);

  public SendLimits {
    if (queueCapacity < 1 || batchSize < 1) {
      throw new IllegalArgumentException("a queue and a batch hold 1 alert or more");
    }
  }
}
