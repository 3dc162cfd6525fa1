package io.promontory.objectstore.bucket.s3;

import software.amazon.awssdk.core.interceptor.ExecutionAttribute;

/** What became of the attempts of one request; used by one thread at a time. */
final class Attempts {
  /** Under which a request carries its own. */
  static final ExecutionAttribute<Attempts> ATTRIBUTE =
      new ExecutionAttribute<>("PromontoryAttempts");

  private int count;
  private int status;
  private long receivedBytes;

  void begin() {
    count++;
    status = 0;
  }

  void answered(int httpStatus) {
    status = httpStatus;
  }

  void received(long bytes) {
    receivedBytes += bytes;
  }

  int count() {
    return count;
  }

  int status() {
    return status;
  }

  long receivedBytes() {
    return receivedBytes;
  }
}
