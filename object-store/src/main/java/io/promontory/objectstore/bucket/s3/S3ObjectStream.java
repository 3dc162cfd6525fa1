package io.promontory.objectstore.bucket.s3;

import java.io.InputStream;
import java.util.Objects;

/**
 * An object read from the front by ranges, each checked and retried by itself, all of the same
 * object: once it is replaced, reading on fails with kind CHANGED.
 */
final class S3ObjectStream extends InputStream {
  private final Source source;
  private final long size;
  private final String tag;
  private byte[] bytes;
  private int position;
  private long nextOffset;

  /** Fetches ranges. */
  interface Source {
    RangeAnswer next(long offset, String tag);
  }

  S3ObjectStream(RangeAnswer first, Source source) {
    this.source = source;
    size = first.size();
    tag = first.tag();
    bytes = first.bytes();
    nextOffset = bytes.length;
  }

  @Override
  public int read() {
    return isAtEnd() ? -1 : bytes[position++] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (isAtEnd()) {
      return -1;
    }
    int count = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }

  @Override
  public int available() {
    return bytes.length - position;
  }

  private boolean isAtEnd() {
    if (position < bytes.length) {
      return false;
    }
    if (nextOffset >= size) {
      return true;
    }
    bytes = source.next(nextOffset, tag).bytes();
    nextOffset += bytes.length;
    position = 0;
    return bytes.length == 0;
  }
}
