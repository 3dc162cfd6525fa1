package io.promontory.objectstore.bucket;

import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.series.store.Deadline;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;

/** A local bucket with a deadline, looked at before each call: none waits for another machine. */
final class DeadlineBucket implements Bucket {
  private final Bucket bucket;
  private final Deadline deadline;

  DeadlineBucket(Bucket bucket, Deadline deadline) {
    this.bucket = bucket;
    this.deadline = deadline;
  }

  private Bucket inTime(String doing, String key) {
    if (deadline.isReached()) {
      throw new BucketException(
          Kind.TIMEOUT, doing + " \"" + key + "\" did not begin: its time is up");
    }
    return bucket;
  }

  @Override
  public Iterator<Listing> pages(String prefix, Depth depth) {
    Iterator<Listing> pages = inTime("listing", prefix).pages(prefix, depth);
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return pages.hasNext();
      }

      @Override
      public Listing next() {
        inTime("listing", prefix);
        return pages.next();
      }
    };
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    return inTime("reading", key).head(key);
  }

  @Override
  public InputStream get(String key) {
    return inTime("reading", key).get(key);
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    return inTime("reading", key).getRange(key, offset, length);
  }

  @Override
  public Optional<LocalObject> local(String key) {
    return inTime("reading", key).local(key);
  }

  @Override
  public Optional<String> put(String key, byte[] content, Condition condition) {
    return inTime("writing", key).put(key, content, condition);
  }

  @Override
  public Upload upload(String key) {
    return inTime("writing", key).upload(key);
  }

  @Override
  public void delete(String key) {
    inTime("deleting", key).delete(key);
  }

  @Override
  public Bucket within(Deadline other) {
    return other.remaining().compareTo(deadline.remaining()) < 0 ? bucket.within(other) : this;
  }
}
