package io.promontory.adapter.blocks.catalogue;

import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.Condition;
import io.promontory.objectstore.bucket.Listing;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.objectstore.bucket.Upload;
import io.promontory.series.store.Deadline;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** A bucket that fails as told. */
record IllBucket(Bucket bucket, Faults faults) implements Bucket {
  /** What is to go wrong. */
  static final class Faults {
    volatile BucketException listing;
    volatile RuntimeException unexpected;
    final Map<String, BucketException> reads = new ConcurrentHashMap<>();
    final Map<String, Integer> cutTo = new ConcurrentHashMap<>();
  }

  @Override
  public Iterator<Listing> pages(String prefix, Depth depth) {
    if (faults.unexpected != null) {
      throw faults.unexpected;
    }
    if (faults.listing != null) {
      throw faults.listing;
    }
    return bucket.pages(prefix, depth);
  }

  @Override
  public Optional<ObjectInfo> head(String key) {
    return bucket.head(key);
  }

  @Override
  public InputStream get(String key) {
    return bucket.get(key);
  }

  @Override
  public byte[] getRange(String key, long offset, int length) {
    BucketException fault = faults.reads.get(key);
    if (fault != null) {
      throw fault;
    }
    byte[] bytes = bucket.getRange(key, offset, length);
    return Arrays.copyOf(bytes, Math.min(bytes.length, faults.cutTo.getOrDefault(key, length)));
  }

  @Override
  public Optional<String> put(String key, byte[] content, Condition condition) {
    return bucket.put(key, content, condition);
  }

  @Override
  public Upload upload(String key) {
    return bucket.upload(key);
  }

  @Override
  public void delete(String key) {
    bucket.delete(key);
  }

  @Override
  public Bucket within(Deadline deadline) {
    return new IllBucket(bucket.within(deadline), faults);
  }
}
