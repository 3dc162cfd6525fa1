package io.promontory.objectstore.bucket;

import java.time.InstantSource;

class MemoryBucketTest extends BucketContract {
  @Override
  protected Bucket create() {
    return new MemoryBucket(InstantSource.system());
  }
}
