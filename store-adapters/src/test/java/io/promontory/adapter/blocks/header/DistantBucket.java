package io.promontory.adapter.blocks.header;

import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.Condition;
import io.promontory.objectstore.bucket.Listing;
import io.promontory.objectstore.bucket.ObjectInfo;
import io.promontory.objectstore.bucket.Upload;
import io.promontory.series.store.Deadline;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Optional;

/** A bucket none of whose objects shows as a file of this machine, whatever is behind it. */
record DistantBucket(Bucket bucket) implements Bucket {
  @Override
  public Iterator<Listing> pages(String prefix, Depth depth) {
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
    return bucket.getRange(key, offset, length);
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
    return new DistantBucket(bucket.within(deadline));
  }
}
