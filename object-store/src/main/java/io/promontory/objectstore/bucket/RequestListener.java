package io.promontory.objectstore.bucket;

/**
 * Told of each request of a remote bucket once it is over, for metrics; must not block or throw.
 */
@FunctionalInterface
public interface RequestListener {
  /** Hears nothing. */
  RequestListener NONE = request -> {};

  void finished(BucketRequest request);
}
