package io.promontory.objectstore.bucket.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promontory.series.store.TokenBucket;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/**
 * Lets each attempt wait for its place in time and counts it. Answers in XML are read whole before
 * they are parsed: the parser takes one that broke off before its first byte for an empty one.
 */
final class AttemptInterceptor implements ExecutionInterceptor {
  /** A page of 1000 keys of 1024 bytes, each byte in three, fits in several times. */
  private static final int MOST_BYTES = 32 << 20;

  private final @Nullable TokenBucket rate;

  /**
   * @param rate null for no bound
   */
  AttemptInterceptor(@Nullable TokenBucket rate) {
    this.rate = rate;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    TokenBucket.Turn turn = rate == null ? null : rate.takeWithin(Long.MAX_VALUE);
    if (turn != null) {
      await(turn);
    }
    Attempts attempts = attributes.getAttribute(Attempts.ATTRIBUTE);
    if (attempts != null) {
      attempts.begin();
    }
  }

  private void await(TokenBucket.Turn turn) {
    long start = System.nanoTime();
    long wait = turn.waitNanos();
    for (long left = wait; left > 0; left = wait - (System.nanoTime() - start)) {
      LockSupport.parkNanos(this, left);
      if (Thread.currentThread().isInterrupted()) {
        turn.giveBack();
        throw AbortedException.create("interrupted while waiting to ask");
      }
    }
  }

  @Override
  public Optional<InputStream> modifyHttpResponseContent(
      Context.ModifyHttpResponse context, ExecutionAttributes attributes) {
    Optional<InputStream> body = context.responseBody();
    if (body.isEmpty() || context.request() instanceof GetObjectRequest) {
      return body;
    }
    try {
      byte[] bytes = body.get().readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new FalseAnswerException("the answer has more than " + MOST_BYTES + " bytes", null);
      }
      Attempts attempts = attributes.getAttribute(Attempts.ATTRIBUTE);
      if (attempts != null) {
        attempts.received(bytes.length);
      }
      if (hasDocument(context.request()) && context.httpResponse().isSuccessful()) {
        checkEnd(bytes);
      }
      return Optional.of(new ByteArrayInputStream(bytes));
    } catch (SocketTimeoutException | FalseAnswerException e) {
      throw RetryableException.create(e.getMessage(), e);
    } catch (IOException e) {
      String message = "the answer broke off: " + e;
      throw RetryableException.create(message, new FalseAnswerException(message, e));
    }
  }

  private static boolean hasDocument(SdkRequest request) {
    return request instanceof ListObjectsV2Request
        || request instanceof CreateMultipartUploadRequest
        || request instanceof CompleteMultipartUploadRequest;
  }

  /** A body whose length nobody says may break off unseen, but not at the end of its root. */
  private static void checkEnd(byte[] document) throws FalseAnswerException {
    int from = Math.max(0, document.length - 100);
    String end = new String(document, from, document.length - from, UTF_8).strip();
    if (!end.endsWith("Result>") && !end.endsWith("Error>")) {
      throw new FalseAnswerException(
          "the answer broke off after " + document.length + " bytes", null);
    }
  }

  @Override
  public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
    Attempts attempts = attributes.getAttribute(Attempts.ATTRIBUTE);
    if (attempts != null) {
      attempts.answered(context.httpResponse().statusCode());
    }
  }
}
