package io.promontory.objectstore.bucket.s3;

import java.io.IOException;
import java.net.SocketTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/**
 * Reads the answer to a request for a range, and believes nothing: that it is the range asked for
 * and that all of it came is checked, else the attempt has failed. Never reads more than was asked
 * for.
 */
final class RangeReader implements ResponseTransformer<GetObjectResponse, RangeAnswer> {
  private final long offset;
  private final int length;
  private final Attempts attempts;

  RangeReader(long offset, int length, Attempts attempts) {
    this.offset = offset;
    this.length = length;
    this.attempts = attempts;
  }

  @Override
  public RangeAnswer transform(GetObjectResponse head, AbortableInputStream body) {
    try {
      long size = size(head);
      int wanted = (int) Math.min(length, size - offset);
      byte[] bytes = new byte[wanted];
      int got = 0;
      try {
        got = body.readNBytes(bytes, 0, wanted);
      } catch (SocketTimeoutException e) {
        throw e;
      } catch (IOException e) {
        throw new FalseAnswerException("the body of " + wanted + " bytes broke off: " + e, e);
      } finally {
        attempts.received(got);
      }
      if (got < wanted) {
        throw new FalseAnswerException("the body has " + got + " of " + wanted + " bytes", null);
      }
      return new RangeAnswer(bytes, size, S3Calls.tag(head.eTag()));
    } catch (IOException e) {
      body.abort();
      throw RetryableException.create(e.getMessage(), e);
    }
  }

  /** The size of the object, if the head promises the range. */
  private long size(GetObjectResponse head) throws FalseAnswerException {
    Long contentLength = head.contentLength();
    String range = head.contentRange();
    if (range == null) {
      // The whole object is an answer only if it is what was asked for.
      if (offset == 0 && contentLength != null && contentLength <= length) {
        return contentLength;
      }
      throw new FalseAnswerException("the answer is no range; the server ignores them", null);
    }
    long[] numbers = ContentRange.parse(range);
    if (numbers == null) {
      throw new FalseAnswerException("Content-Range \"" + range + "\" cannot be read", null);
    }
    long size = numbers[2];
    long end = Math.min(offset + length, size);
    boolean fits = numbers[0] == offset && numbers[1] == end - 1;
    if (!fits || (contentLength != null && contentLength != end - offset)) {
      throw new FalseAnswerException(
          "asked for "
              + length
              + " bytes at "
              + offset
              + ", the answer is "
              + range
              + " with "
              + contentLength
              + " bytes",
          null);
    }
    return size;
  }
}
