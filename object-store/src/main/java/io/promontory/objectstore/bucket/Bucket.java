package io.promontory.objectstore.bucket;

import java.io.InputStream;
import java.util.Optional;

/**
 * A place for objects. An object is visible whole or not at all, and a write that has returned is
 * seen by every later call.
 *
 * <p>Keys are as {@link ObjectKeys#check} wants them. Safe for concurrent use. Failures are {@link
 * BucketException}s that name the key.
 */
public interface Bucket extends AutoCloseable {
  /**
   * What lies below a prefix.
   *
   * @param prefix empty for everything, or a key that ends with a slash
   */
  Listing list(String prefix, Depth depth);

  /** How far a listing goes. */
  enum Depth {
    /** Up to the next slash: what lies deeper shows as a prefix that ends with it. */
    ONE_LEVEL,
    /** All objects. */
    RECURSIVE
  }

  /** Size and age of an object; empty where there is none. */
  Optional<ObjectInfo> head(String key);

  /**
   * Opens an object from its first byte; the caller closes the stream.
   *
   * @throws BucketException of kind NOT_FOUND if there is none
   */
  InputStream get(String key);

  /**
   * Part of an object.
   *
   * @param offset first byte wanted, at most the object's size
   * @param length most bytes wanted
   * @return the bytes, fewer than asked where the object ends before
   * @throws BucketException of kind NOT_FOUND if there is no object, INVALID_RANGE if it ends
   *     before {@code offset}
   */
  byte[] getRange(String key, long offset, int length);

  /** Writes an object in place of any that is there. */
  void put(String key, byte[] content);

  /**
   * Writes an object unless there is one; of several writers exactly one succeeds.
   *
   * @return whether it was written
   */
  boolean putIfAbsent(String key, byte[] content);

  /** Deletes an object; deleting none is no failure. */
  void delete(String key);

  @Override
  default void close() {}
}
