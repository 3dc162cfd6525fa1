package io.promontory.frontend.config;

import java.time.Duration;

/** How much is asked of an S3 server, and how long is waited. */
@Section
@Doc("How much is asked of an S3 server, and how long is waited.")
public final class S3LimitsConfig {
  @Doc("Attempts of one request, the first included; waits between them grow and are random.")
  private int maxAttempts = 5;

  @Doc("Attempts that may start in a second; 0 for no bound.")
  private int requestsPerSecond = 0;

  @Doc("Connections open at once.")
  private int maxConnections = 64;

  @Doc("For opening a connection.")
  private Duration connectTimeout = Duration.ofSeconds(5);

  @Doc("For one attempt, its body included.")
  private Duration attemptTimeout = Duration.ofSeconds(30);

  @Doc("For a request, all attempts and waits included.")
  private Duration callTimeout = Duration.ofMinutes(2);

  @Doc("Longest wait before a retry.")
  private Duration maxRetryDelay = Duration.ofSeconds(10);

  @Doc("Size of a part of an upload, 5 MiB or more; an object has at most 10000 parts.")
  private int partBytes = 16 << 20;

  public int maxAttempts() {
    return maxAttempts;
  }

  public int requestsPerSecond() {
    return requestsPerSecond;
  }

  public int maxConnections() {
    return maxConnections;
  }

  public Duration connectTimeout() {
    return connectTimeout;
  }

  public Duration attemptTimeout() {
    return attemptTimeout;
  }

  public Duration callTimeout() {
    return callTimeout;
  }

  public Duration maxRetryDelay() {
    return maxRetryDelay;
  }

  public int partBytes() {
    return partBytes;
  }
}
