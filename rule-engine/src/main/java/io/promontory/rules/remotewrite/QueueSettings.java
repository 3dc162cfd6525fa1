package io.promontory.rules.remotewrite;

import java.time.Duration;

/**
 * How a queue sends, by Prometheus' names.
 *
 * @param capacity most samples that a shard takes at a time
 * @param maxShards most requests at a time
 * @param minShards requests at a time where nothing waits
 * @param maxSamplesPerSend most samples of a request
 * @param batchSendDeadline longest time that a sample waits for others to go with it
 * @param minBackoff before the second attempt; doubled for each further one
 * @param maxBackoff most time between two attempts
 * @param retryOnHttp429 whether a receiver that is asked too much is asked again
 * @param sampleAgeLimit samples older than this are not sent; zero for no limit
 */
public record QueueSettings(
    int capacity,
    int maxShards,
    int minShards,
    int maxSamplesPerSend,
    Duration batchSendDeadline,
    Duration minBackoff,
    Duration maxBackoff,
    boolean retryOnHttp429,
    Duration sampleAgeLimit) {
  /** Most samples that are read from the log at a time. */
  int roundSamples() {
    return (int) Math.min(1 << 20, (long) maxShards * Math.max(capacity, maxSamplesPerSend));
  }

  /** How many shards so many samples need. */
  int shards(long samples) {
    long wanted = (samples + maxSamplesPerSend - 1) / maxSamplesPerSend;
    return Math.clamp(wanted, minShards, maxShards);
  }
}
