package io.promontory.objectstore.bucket.s3;

import java.time.Duration;

/**
 * How much an {@link S3Bucket} asks, and how long it waits.
 *
 * @param maxAttempts of one request, the first included
 * @param firstDelay longest wait before the first retry; it doubles from one to the next, and a
 *     random part of it is waited
 * @param maxDelay longest wait before any retry
 * @param requestsPerSecond attempts that may start in a second; 0 for no bound
 * @param maxConnections open at once
 * @param connectTimeout for opening a connection, or getting one that is free
 * @param attemptTimeout for one attempt, its body included
 * @param callTimeout for one request, all attempts and waits included
 * @param partBytes size of a part of an upload; S3 wants 5 MiB or more and at most 10 000 parts
 * @param readBytes of an opened object are asked for at a time
 */
public record S3Limits(
    int maxAttempts,
    Duration firstDelay,
    Duration maxDelay,
    int requestsPerSecond,
    int maxConnections,
    Duration connectTimeout,
    Duration attemptTimeout,
    Duration callTimeout,
    int partBytes,
    int readBytes) {
  public static final S3Limits DEFAULT =
      new S3Limits(
          5,
          Duration.ofMillis(100),
          Duration.ofSeconds(10),
          0,
          64,
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofMinutes(2),
          16 << 20,
          8 << 20);

  public S3Limits {
    if (maxAttempts < 1 || requestsPerSecond < 0 || maxConnections < 1) {
      throw new IllegalArgumentException(
          "attempts and connections must be 1 or more, requests per second 0 or more");
    }
    if (partBytes < 5 << 20 || readBytes < 1) {
      throw new IllegalArgumentException("parts must have 5 MiB or more, and reads a byte");
    }
  }

  public S3Limits withRetries(int attempts, Duration first, Duration most) {
    return new S3Limits(
        attempts,
        first,
        most,
        requestsPerSecond,
        maxConnections,
        connectTimeout,
        attemptTimeout,
        callTimeout,
        partBytes,
        readBytes);
  }

  public S3Limits withTimeouts(Duration connect, Duration attempt, Duration call) {
    return new S3Limits(
        maxAttempts,
        firstDelay,
        maxDelay,
        requestsPerSecond,
        maxConnections,
        connect,
        attempt,
        call,
        partBytes,
        readBytes);
  }

  public S3Limits withLoad(int requestsInSecond, int connections) {
    return new S3Limits(
        maxAttempts,
        firstDelay,
        maxDelay,
        requestsInSecond,
        connections,
        connectTimeout,
        attemptTimeout,
        callTimeout,
        partBytes,
        readBytes);
  }

  public S3Limits withSizes(int part, int read) {
    return new S3Limits(
        maxAttempts,
        firstDelay,
        maxDelay,
        requestsPerSecond,
        maxConnections,
        connectTimeout,
        attemptTimeout,
        callTimeout,
        part,
        read);
  }
}
