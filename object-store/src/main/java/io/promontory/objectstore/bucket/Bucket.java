package io.promontory.objectstore.bucket;

import io.promontory.series.store.Deadline;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A place for objects. An object is visible whole or not at all, and a write that has returned is
 * seen by every later call.
 *
 * <p>Keys are as {@link ObjectKeys#check} wants them. Safe for concurrent use. Failures are {@link
 * BucketException}s that name the key. A range is one stretch of bytes, since object stores answer
 * one in a request: who wants several asks for them side by side.
 */
public interface Bucket extends AutoCloseable {
  /**
   * What lies below a prefix, page by page as it is asked for, in the order of the keys' bytes (of
   * pages of a remote server, in its own order, which is to be that). A failure shows when its page
   * is asked for. Objects whose keys no bucket takes are left out.
   *
   * @param prefix empty for everything, or a key that ends with a slash
   */
  Iterator<Listing> pages(String prefix, Depth depth);

  /** All pages in one. */
  default Listing list(String prefix, Depth depth) {
    List<ObjectInfo> objects = new ArrayList<>();
    List<String> prefixes = new ArrayList<>();
    pages(prefix, depth)
        .forEachRemaining(
            page -> {
              objects.addAll(page.objects());
              prefixes.addAll(page.prefixes());
            });
    return new Listing(objects, prefixes);
  }

  /** How far a listing goes. */
  enum Depth {
    /** Up to the next slash: what lies deeper shows as a prefix that ends with it. */
    ONE_LEVEL,
    /** All objects. */
    RECURSIVE
  }

  /** Size, age and tag of an object; empty where there is none. */
  Optional<ObjectInfo> head(String key);

  /**
   * Opens an object from its first byte; the caller closes the stream. Its reads fail with {@link
   * BucketException}s, of kind CHANGED if the object was replaced meanwhile and the bucket does not
   * keep what is being read.
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

  /**
   * Opens an object that is a file of this machine; the caller closes it. Empty where it is none.
   *
   * @throws BucketException of kind NOT_FOUND if this bucket has its objects in files, but not this
   *     one
   */
  default Optional<LocalObject> local(String key) {
    return Optional.empty();
  }

  /**
   * Writes an object if the condition holds; of several writers with the same condition on the same
   * object at most one succeeds.
   *
   * @return the tag of what was written; empty if the condition did not hold, or, at a remote
   *     bucket whose answer was lost, if what was written has been replaced since
   */
  Optional<String> put(String key, byte[] content, Condition condition);

  /** Writes an object in place of any that is there. */
  default void put(String key, byte[] content) {
    put(key, content, Condition.ALWAYS);
  }

  /**
   * Writes an object unless there is one; of several writers exactly one succeeds.
   *
   * @return whether it was written
   */
  default boolean putIfAbsent(String key, byte[] content) {
    return put(key, content, Condition.ABSENT).isPresent();
  }

  /** Begins an object of any size; it is there once it is committed. */
  Upload upload(String key);

  /** Deletes an object; deleting none is no failure. */
  void delete(String key);

  /**
   * The same bucket, whose calls fail with kind TIMEOUT once the deadline is reached: those that
   * begin later, and of a remote bucket also those under way. Closing it does nothing.
   */
  Bucket within(Deadline deadline);

  @Override
  default void close() {}
}
