package io.promontory.objectstore.block;

import io.promontory.objectstore.bucket.Bucket;
import io.promontory.objectstore.bucket.BucketException;
import io.promontory.objectstore.bucket.ObjectInfo;

/** A file of a block as an object of a bucket; every read is one ranged get. */
public record BucketFile(Bucket bucket, String key, BlockFileName name, long size)
    implements BlockFile {
  /**
   * @param name how errors name it
   * @param object its key and size, from a listing
   */
  public BucketFile(Bucket bucket, BlockFileName name, ObjectInfo object) {
    this(bucket, object.key(), name, object.size());
  }

  /**
   * {@inheritDoc}
   *
   * @throws BucketException if the bucket fails
   */
  @Override
  public byte[] read(long offset, int length) {
    checkRange(offset, length);
    byte[] bytes = bucket.getRange(key, offset, length);
    if (bytes.length != length) {
      throw new CorruptBlockException(
          name,
          offset,
          "the bucket gave " + bytes.length + " of " + length + " bytes: the object is cut short");
    }
    return bytes;
  }
}
