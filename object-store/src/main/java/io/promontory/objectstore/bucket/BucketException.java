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
    /** The place does not answer, or refuses. */
    UNAVAILABLE
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

  static BucketException notFound(String key) {
    return new BucketException(Kind.NOT_FOUND, "no object " + key);
  }
}
