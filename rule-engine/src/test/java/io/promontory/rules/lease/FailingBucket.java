package io.promontory.rules.lease;

import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.BucketException.Kind;
import io.promontory.objectstore.bucket.Condition;
import io.promontory.objectstore.bucket.Listing;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.objectstore.bucket.Upload;
import io.promontory.series.store.Deadline;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;

/** A bucket that does not answer, breaks, or does what it is asked and then does not answer. */
final class FailingBucket implements Bucket {
  private final Bucket inner;
  boolean fails;
  boolean losesAnswers;
  boolean breaks;
  boolean failsReading;

  FailingBucket(Bucket inner) {
    this.inner = inner;
  }

  /** The same objects, without failures. */
  Bucket healthy() {
    return inner;
  }

  private void check() {
    if (breaks) {
      throw new LinkageError("as a test wants it");
    }
    if (fails) {
      throw new BucketException(Kind.UNAVAILABLE, "no answer");
    }
  }

  @Override
  public Iterator<Listing> pages(String prefix, Depth depth) {
    check();
    return inner.pages(prefix, depth);
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    check();
    if (failsReading) {
      throw new BucketException(Kind.UNAVAILABLE, "no answer");
    }
    return inner.head(key);
  }

  @Override
  public InputStream get(String key) {
    check();
    return inner.get(key);
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    check();
    return inner.getRange(key, offset, length);
  }

  @Override
  public Optional<String> put(String key, byte[] content, Condition condition) {
    check();
    Optional<String> tag = inner.put(key, content, condition);
    if (losesAnswers) {
      throw new BucketException(Kind.UNAVAILABLE, "the answer was lost");
    }
    return tag;
  }

  @Override
  public Upload upload(String key) {
    check();
    return inner.upload(key);
  }

  @Override
  public void delete(String key) {
    check();
    inner.delete(key);
  }

  @Override
  public Bucket within(Deadline deadline) {
    return this;
  }
}
