package io.promontory.frontend.config;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;

/** How results go to a server. */
@Section
@Doc("How results go to a server. What waits is in the log of results, not in memory.")
public final class QueueConfig {
  @Doc("Most samples that a shard takes from the log at a time.")
  private int capacity = 10_000;

  @Doc("Most requests at a time, where many samples wait. A series stays in one of them.")
  private int maxShards = 50;

  @Doc("Requests at a time where few samples wait.")
  private int minShards = 1;

  @Doc("Most samples of a request.")
  private int maxSamplesPerSend = 2000;

  @Doc("Longest time that a sample waits for others to go with it.")
  private Duration batchSendDeadline = Duration.ofSeconds(5);

  @Doc("Time before a second attempt, doubled for each further one.")
  private Duration minBackoff = Duration.ofMillis(30);

  @Doc("Longest time between two attempts, unless the server asks for more by `Retry-After`.")
  private Duration maxBackoff = Duration.ofSeconds(5);

  @Doc("Whether to try again after status 429, as after 5xx and no answer; else it drops samples.")
  @JsonProperty("retry_on_http_429")
  private boolean retryOnHttp429;

  @Doc("Samples older than this are dropped; `0s`: none are.")
  private Duration sampleAgeLimit = Duration.ZERO;

  public int capacity() {
    return capacity;
  }

  public int maxShards() {
    return maxShards;
  }

  public int minShards() {
    return minShards;
  }

  public int maxSamplesPerSend() {
    return maxSamplesPerSend;
  }

  public Duration batchSendDeadline() {
    return batchSendDeadline;
  }

  public Duration minBackoff() {
    return minBackoff;
  }

  public Duration maxBackoff() {
    return maxBackoff;
  }

  public boolean retryOnHttp429() {
    return retryOnHttp429;
  }

  public Duration sampleAgeLimit() {
    return sampleAgeLimit;
  }
}
