package io.promontory.objectstore.bucket.s3;

import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.objectstore.bucket.BucketRequest;
import io.promontory.objectstore.bucket.RequestListener;
import io.promontory.series.store.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/** Runs requests: with a deadline, counted, reported and with typed failures. */
final class S3Calls {
  private final S3Failures failures;
  private final Duration callTimeout;
  private final Deadline deadline;
  private final RequestListener listener;

  S3Calls(S3Failures failures, Duration callTimeout, Deadline deadline, RequestListener listener) {
    this.failures = failures;
    this.callTimeout = callTimeout;
    this.deadline = deadline;
    this.listener = listener;
  }

  S3Calls within(Deadline other) {
    Deadline earlier = other.remaining().compareTo(deadline.remaining()) < 0 ? other : deadline;
    return new S3Calls(failures, callTimeout, earlier, listener);
  }

  /** A request of the SDK's client. */
  interface Request<T> {
    T send(AwsRequestOverrideConfiguration config, Attempts attempts);
  }

  /**
   * Sends a request.
   *
   * @param operation as {@link BucketRequest} names it
   * @param doing what is done to what, for errors
   */
  <T> T run(String operation, String doing, long sentBytes, Request<T> request) {
    Attempts attempts = new Attempts();
    long start = System.nanoTime();
    Kind failure = null;
    try {
      Duration left = deadline.atMost(callTimeout).remaining();
      if (left.isZero() || left.isNegative()) {
        throw new BucketException(Kind.TIMEOUT, doing + " did not begin: its time is up");
      }
      return request.send(
          AwsRequestOverrideConfiguration.builder()
              .apiCallTimeout(left)
              .putExecutionAttribute(Attempts.ATTRIBUTE, attempts)
              .build(),
          attempts);
    } catch (RuntimeException e) {
      BucketException typed = failures.of(doing, e, attempts);
      failure = typed.kind();
      throw typed;
    } finally {
      report(operation, attempts, sentBytes, System.nanoTime() - start, failure);
    }
  }

  /** The tag of an answer; empty where the server gave none. */
  static String tag(@Nullable String answered) {
    return answered == null ? "" : answered;
  }

  private void report(
      String operation, Attempts attempts, long sentBytes, long nanos, @Nullable Kind failure) {
    listener.finished(
        new BucketRequest(
            operation,
            attempts.status(),
            attempts.count(),
            sentBytes,
            attempts.receivedBytes(),
            nanos,
            failure));
  }
}
