package io.promontory.objectstore.bucket;

import org.jspecify.annotations.Nullable;

/** A bucket's failure, typed by what the caller can do about it. */
public final class BucketException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What kind of failure it is. */
  public enum Kind {
    NOT_FOUND,
    /** The object ends before the range begins. */
    INVALID_RANGE,
    /** No bucket takes such a key. */
    INVALID_KEY,
    /** The place says no to who asks: asking again is useless. */
    DENIED,
    /** What is configured does not fit: no credentials, no region, no such bucket. */
    MISCONFIGURED,
    /** The place says that it is asked too much, also after several attempts. */
    THROTTLED,
    /** The place does not answer, or is broken; it may come back. */
    UNAVAILABLE,
    /** The deadline was reached. */
    TIMEOUT,
    /** The caller was interrupted; its thread's flag is set. */
    CANCELED,
    /** The answer is not what its head says: too short, another range. */
    CORRUPT,
    /** The object was replaced while it was read. */
    CHANGED
  }

  private final Kind kind;

  public BucketException(Kind kind, String message) {
    this(kind, message, null);
  }

  public BucketException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  /** There is no object of this key. */
  public static BucketException notFound(String key) {
    return new BucketException(Kind.NOT_FOUND, "no object " + key);
  }

  /** The object has no byte at the offset, or the range makes no sense. */
  public static BucketException invalidRange(String key, long size, long offset, int length) {
    return new BucketException(
        Kind.INVALID_RANGE,
        key + " has " + size + " bytes: no range of " + length + " bytes at " + offset);
  }
}
